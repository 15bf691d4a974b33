package org.agentwarden.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The jars of a company's own that become part of the application when the server starts. */
record Extensions(List<Path> jars) {

    /**
     * Those in a directory, in the order of their names; none when it does not exist.
     *
     * @throws CannotStart when the directory or one of the jars can't be read
     */
    static Extensions in(Path directory) throws CannotStart {
        if (Files.notExists(directory)) {
            return new Extensions(List.of());
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            for (Path jar : jars) {
                requireReadable(jar);
            }
            return new Extensions(jars);
        } catch (IOException e) {
            throw new CannotStart("agentwarden.extensions-dir: " + directory + " can't be read: " + e.getMessage());
        }
    }

    private static void requireReadable(Path jar) throws CannotStart {
        try {
            new ZipFile(jar.toFile()).close();
        } catch (IOException e) {
            throw new CannotStart(jar + " is no jar that can be read: " + e.getMessage());
        }
    }

    /** For the log; empty when there are none. */
    String names() {
        return String.join(
                ", ",
                jars.stream().map(jar -> String.valueOf(jar.getFileName())).toList());
    }
}
