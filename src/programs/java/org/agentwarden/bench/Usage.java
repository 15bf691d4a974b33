package org.agentwarden.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The processor time that processes have used since their starts, in all threads, user and system. */
record Usage(Duration server, Duration database) {

    /** The most memory a process ever had resident, in MB; 0 where there is no {@code /proc}. */
    static double peakRssMegabytes(long pid) {
        return megabytes(pid, "status", "VmHWM:");
    }

    /** The memory a process has resident, in MB; 0 where there is no {@code /proc}. */
    static double residentMegabytes(long pid) {
        return megabytes(pid, "status", "VmRSS:");
    }

    /**
     * The same, but of a page that several processes share each has its part. {@link Double#NaN} where the system does not
     * tell this user.
     */
    static double proportionalMegabytes(long pid) {
        return megabytes(pid, "smaps_rollup", "Pss:");
    }

    private static double megabytes(long pid, String file, String label) {
        Path path = Path.of("/proc", Long.toString(pid), file);
        if (Files.notExists(path)) {
            return 0;
        }
        try (var lines = Files.lines(path)) {
            return lines.filter(line -> line.startsWith(label))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(0);
        } catch (AccessDeniedException e) {
            return Double.NaN;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
