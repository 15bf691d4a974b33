package org.agentwarden.journeys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that some journeys use when they are there. */
final class Tools {

    private static final long PATIENCE_SECONDS = 120;

    private Tools() {}

    /** What a program printed and how it ended. */
    record Run(int exitCode, String output) {}

    /** Runs a program to its end, or for two minutes; a program that does not exist ends with 127. */
    static Run run(Path directory, String input, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    ? new Run(process.exitValue(), output)
                    : new Run(-1, output);
        } catch (IOException e) {
            return new Run(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
