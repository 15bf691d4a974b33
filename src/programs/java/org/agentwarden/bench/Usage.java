package org.agentwarden.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The processor time that processes have used since their starts, in all threads, user and system. */
record Usage(Duration server, Duration database) {

    static Usage of(Stream<Long> nodes, Database database) {
        return new Usage(nodes.map(Usage::cpu).reduce(Duration.ZERO, Duration::plus), database.cpu());
    }

    static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new BenchFailed("A process has ended that is measured"));
    }

    /** The most memory a process ever had resident, in MB; 0 where there is no {@code /proc}. */
    static double peakRssMegabytes(long pid) {
        return megabytes(pid, "VmHWM:");
    }

    /** The memory a process has resident, in MB; 0 where there is no {@code /proc}. */
    static double residentMegabytes(long pid) {
        return megabytes(pid, "VmRSS:");
    }

    private static double megabytes(long pid, String label) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (Files.notExists(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(label))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
