package org.agentwarden.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Journeys wait longer on a busy machine. */
class WaitsTest {

    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern FIXED =
            Pattern.compile("\\.atMost\\(\\s*Duration\\.|Duration (?:PATIENCE|SOON) =\\s*Duration\\.");

    @Test
    void noJourneyWaitsForATimeThatTheLoadOfTheMachineDoesNotScale() throws IOException {
        try (Stream<Path> sources = Files.walk(TESTS)) {
            assertThat(sources.filter(source -> source.toString().endsWith("IT.java")))
                    .isNotEmpty()
                    .allSatisfy(source -> assertThat(Files.readString(source)).doesNotContainPattern(FIXED));
        }
    }
}
