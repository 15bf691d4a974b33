package org.agentwarden.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The model checker, as the machine has it installed, and its verdicts on the model of the delivery protocol. */
final class Spin {

    private static final Path MODEL = Path.of("src", "model", "delivery.pml").toAbsolutePath();
    private static final Path WORK = Path.of("target", "model").toAbsolutePath();
    private static final String LONGEST_TRACE = "1000000";
    private static final String MOST_MEGABYTES = "2000";
    private static final long MOST_MINUTES = 15;

    private Spin() {}

    /**
     * What an exhaustive search has found.
     *
     * @param isCutShort whether the search has met a limit of depth or memory, so that its result says little
     * @param report everything that the checker printed
     */
    record Verdict(boolean isCutShort, String report) {}

    static boolean isInstalled() {
        return isOnPath("spin") && isOnPath("gcc");
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /**
     * Searches all states of one variant for violated assertions and for cycles in which nothing gets finished.
     *
     * @param name of the directory below {@code target/model} that keeps the checker, its report, and the trail that leads
     *     to an error
     * @param switches names that the model tests for, each with or without a value
     */
    static Verdict check(String name, List<String> switches) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(WORK.resolve(name));
        List<String> translate = new ArrayList<>(List.of("spin", "-a"));
        switches.forEach(each -> translate.add("-D" + each));
        translate.add(MODEL.toString());
        run(directory, translate);
        run(directory, List.of("gcc", "-O2", "-DNP", "-DMEMLIM=" + MOST_MEGABYTES, "-o", "pan", "pan.c"));
        String report = run(directory, List.of("./pan", "-l", "-m" + LONGEST_TRACE));
        boolean isCutShort = report.contains("max search depth too small") || report.contains("out of memory");
        return new Verdict(isCutShort, report);
    }

    private static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve(Path.of(command.get(0)).getFileName() + ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(command + " takes longer than " + MOST_MINUTES + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new IOException(command + " failed: " + printed);
        }
        return printed;
    }
}
