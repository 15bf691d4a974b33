package org.agentwarden.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Watches how much memory of some processes is resident, every few seconds; needs {@code /proc}. */
final class Memory implements AutoCloseable {

    private static final int SECONDS_BETWEEN = 5;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private Usage usage = new Usage(0, 0, 0);

    /** In megabytes, of all together; 0 when nothing is known. */
    record Usage(long first, long last, long peak) {

        private Usage with(long sample) {
            return new Usage(first == 0 ? sample : first, sample, Math.max(peak, sample));
        }
    }

    /** @param pids of the processes to look at, which may change from time to time */
    Memory(Supplier<LongStream> pids) {
        var unused =
                watch.scheduleAtFixedRate(() -> sample(pids.get()), SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    private synchronized void sample(LongStream pids) {
        long megabytes = pids.map(Memory::resident).sum();
        if (megabytes > 0) {
            usage = usage.with(megabytes);
        }
    }

    private static long resident(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // The process is gone, or there is no such place on this system.
            return 0;
        }
    }

    synchronized Usage usage() {
        return usage;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
