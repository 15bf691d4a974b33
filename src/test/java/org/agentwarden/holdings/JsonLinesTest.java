package org.agentwarden.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.agentwarden.holdings.JsonLines.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {

    private final StringWriter file = new StringWriter();
    private final List<Integer> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 250})
    void eachRowIsALineAndTheReaderIsAskedAfterEachPart(int count) throws IOException {
        JsonLines.<Integer>write((last, most) -> numbers(count, last, most), () -> asked.add(lines()), file);

        assertThat(file.toString())
                .isEqualTo(String.join(
                        "",
                        IntStream.range(0, count)
                                .mapToObj(number -> "{\"n\":" + number + "}\n")
                                .toList()));
        assertThat(asked).contains(count).allMatch(lines -> lines == count || lines % 100 == 0);
    }

    @Test
    void nothingMoreIsReadForAReaderWhoMayNotReadAnyMore() {
        assertThatThrownBy(() -> JsonLines.<Integer>write(
                        (last, most) -> numbers(250, last, most),
                        () -> {
                            throw new IllegalStateException("not permitted");
                        },
                        file))
                .hasMessage("not permitted");

        assertThat(lines()).isEqualTo(100);
    }

    private static Part<Integer> numbers(int count, Optional<Integer> last, int most) {
        List<Integer> next = IntStream.range(last.map(number -> number + 1).orElse(0), count)
                .limit(most)
                .boxed()
                .toList();
        return Part.of(next.stream().map(JsonLinesTest::row).toList(), next);
    }

    private static JsonObject row(int number) {
        return Json.createObjectBuilder().add("n", number).build();
    }

    private int lines() {
        return (int) file.toString().lines().count();
    }
}
