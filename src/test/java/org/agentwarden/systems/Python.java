package org.agentwarden.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Pythons of this machine, and environments with packages of the registry in {@code target/python}. */
public final class Python {

    private static final List<String> OF_THIS_MACHINE = List.of("python3", "/usr/bin/python3");
    private static final Path ENVIRONMENTS = Path.of("target", "python");
    private static final long PATIENCE_MINUTES = 5;

    private Python() {}

    /** A Python of this machine that can import the modules. */
    public static Optional<String> importing(String... modules) {
        return OF_THIS_MACHINE.stream()
                .filter(python -> succeeds("imports", List.of(python, "-c", "import " + String.join(", ", modules))))
                .findFirst();
    }

    /**
     * The Python of an environment with packages, which is made when it is first wanted; empty where they can't be
     * installed, and {@code target/python/<name>.log} says why.
     *
     * @param packages as pip takes them
     */
    public static synchronized Optional<String> with(String name, String... packages) {
        Path directory = ENVIRONMENTS.resolve(name).toAbsolutePath();
        String python = directory.resolve("bin").resolve("python").toString();
        Path complete = directory.resolve("complete");
        List<String> install = new ArrayList<>(
                List.of(python, "-m", "pip", "install", "--disable-pip-version-check", "--retries", "1"));
        install.addAll(List.of(packages));
        if (Files.notExists(complete)) {
            if (!succeeds(name, List.of("python3", "-m", "venv", directory.toString())) || !succeeds(name, install)) {
                return Optional.empty();
            }
            create(complete);
        }
        return Optional.of(python);
    }

    private static boolean succeeds(String name, List<String> command) {
        try {
            Path log = Files.createDirectories(ENVIRONMENTS).resolve(name + ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
