package org.agentwarden.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Pythons of this machine, and environments with packages of the registry in {@code target/python}. */
final class Python {

    private static final List<String> OF_THIS_MACHINE = List.of("python3", "/usr/bin/python3");
    private static final Path ENVIRONMENTS = Path.of("target", "python");

    private Python() {}

    /** A Python of this machine that can import the modules. */
    static Optional<String> importing(String... modules) {
        return OF_THIS_MACHINE.stream()
                .filter(python -> imports(python, modules))
                .findFirst();
    }

    private static boolean imports(String python, String... modules) {
        return Tools.run(Path.of("."), "", List.of(python, "-c", "import " + String.join(", ", modules)))
                        .exitCode()
                == 0;
    }

    /**
     * An environment of its own with packages, made when it is first wanted; empty where they can't be installed.
     *
     * @param packages as pip takes them
     */
    static synchronized Optional<String> with(String name, String... packages) {
        Path directory = ENVIRONMENTS.resolve(name).toAbsolutePath();
        String python = directory.resolve("bin").resolve("python").toString();
        Path complete = directory.resolve("complete");
        if (Files.exists(complete)) {
            return Optional.of(python);
        }
        List<String> install = new ArrayList<>(
                List.of(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1"));
        install.addAll(List.of(packages));
        boolean installed = Stream.of(List.of("python3", "-m", "venv", directory.toString()), install)
                .allMatch(command -> Tools.run(Path.of("."), "", command).exitCode() == 0);
        if (!installed) {
            return Optional.empty();
        }
        try {
            Files.createFile(complete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(python);
    }
}
