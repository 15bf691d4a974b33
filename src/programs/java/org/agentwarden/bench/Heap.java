package org.agentwarden.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of another JVM's heap is really in use, in MB. */
final class Heap {

    /** A line of a whole heap or of one generation; JDK 25 tells reserved and committed where older ones tell a total. */
    private static final Pattern USED = Pattern.compile(" total .*, used (\\d+)K");

    private static final Pattern PAUSE = Pattern.compile("Pause .*->(\\d+)M\\(\\d+M\\)");

    private Heap() {}

    /** Collects the garbage of a JVM and returns what is left; 0 where this JDK has no {@code jcmd}. */
    static double afterCollection(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return 0;
        }
        String unused = run(jcmd, pid, "GC.run");
        return used(run(jcmd, pid, "GC.heap_info"));
    }

    /** Adds up the spaces that {@code GC.heap_info} describes. */
    static double used(String heapInfo) {
        Matcher matcher = USED.matcher(heapInfo);
        long kilobytes = 0;
        while (matcher.find()) {
            kilobytes += Long.parseLong(matcher.group(1));
        }
        return kilobytes / 1024.0;
    }

    /** The most that was left after any pause, by the log of a JVM that runs with {@code -Xlog:gc:file=...}. */
    static double peakAfterPauses(Path gcLog) {
        try (var lines = Files.lines(gcLog)) {
            return lines.map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(pause -> Double.parseDouble(pause.group(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path jcmd, long pid, String command) {
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
