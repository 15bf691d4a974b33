package org.agentwarden.platform.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.List;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.PayloadTooLarge;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodiesTest {

    private static final int MOST = 3;

    private final RequestBodiesReader reader = new RequestBodiesReader();

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "{\"a\":\"x\"}"})
    void anObjectIsSingleAndAnEmptyBodyIsAnEmptyObject(String text) throws IOException {
        assertThat(read(text).single()).isPresent();
    }

    @Test
    void anArrayHasItsObjectsInOrder() throws IOException {
        RequestBodies bodies = read("[{\"a\":\"x\"},{},{\"a\":\"z\"}]");

        assertThat(bodies.single()).isEmpty();
        List<String> members = bodies.batch(MOST).stream()
                .map(body -> body.as(fields -> fields.optionalText("a", 9)).orElse("-"))
                .toList();
        assertThat(members).containsExactly("x", "-", "z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{},{},{},{}]", "[[]]", "[{},1]", "[null]", "[\"{}\"]"})
    void anArrayThatIsEmptyTooLongOrNotOfObjectsIsRefusedWithTheLimit(String text) throws IOException {
        RequestBodies bodies = read(text);

        refused(() -> bodies.batch(MOST), "body must be an array of 1 to 3 JSON objects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "true", "\"[]\""})
    void whatIsNeitherAnObjectNorAnArrayIsRefused(String text) {
        refused(() -> read(text), "body must be a JSON object or an array of JSON objects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[{}", "[{},]", "[{}][]", "{}[]", "[{\"a\":1,\"a\":1}]"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void anArrayIsNoLargerThanAnyOtherBody() {
        assertThatThrownBy(() -> read("[{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}]"))
                .isInstanceOf(PayloadTooLarge.class);
    }

    private static void refused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.detail().asJsonObject().getString("message"))
                                .isEqualTo(message));
    }

    private RequestBodies read(String body) throws IOException {
        return reader.readFrom(
                RequestBodies.class,
                RequestBodies.class,
                new Annotation[0],
                MediaType.APPLICATION_JSON_TYPE,
                new MultivaluedHashMap<>(),
                new ByteArrayInputStream(body.getBytes(UTF_8)));
    }
}
