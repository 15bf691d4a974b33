package org.agentwarden.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used since its start.
 *
 * @param cpu of all its threads, user and system
 * @param peakRssMegabytes the most memory it ever had resident; 0 where there is no {@code /proc}
 */
record Usage(Duration cpu, long peakRssMegabytes) {

    static Usage of(long pid) {
        Duration cpu = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("No such process: " + pid));
        return new Usage(cpu, peakRss(Path.of("/proc", Long.toString(pid), "status")));
    }

    private static long peakRss(Path status) {
        if (Files.notExists(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
