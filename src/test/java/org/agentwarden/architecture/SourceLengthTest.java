package org.agentwarden.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class that needs more lines does more than one thing. */
class SourceLengthTest {

    private static final int MOST_LINES = 250;

    @Test
    void noSourceFileIsTooLong() throws IOException {
        assertThat(tooLong(Path.of("src", "main", "java"))).isEmpty();
    }

    @Test
    void oneLineMoreIsFound(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve("Short.java"), Collections.nCopies(MOST_LINES, "// line"));
        Path tooLong = Files.write(directory.resolve("Long.java"), Collections.nCopies(MOST_LINES + 1, "// line"));

        assertThat(tooLong(directory)).containsExactly(tooLong);
    }

    private static List<Path> tooLong(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > MOST_LINES)
                    .toList();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
