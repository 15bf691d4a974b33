package org.agentwarden.platform.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonBuilderTest {

    @Test
    void membersStandInTheOrderInWhichTheyWereAdded() {
        JsonObject view = JsonBuilder.of()
                .text("z", "a")
                .flag("y", true)
                .number("x", 7)
                .number("w", 8L)
                .decimal("v", new BigDecimal("50.00"))
                .time("u", Instant.parse("2026-02-25T23:51:33Z"))
                .texts("t", List.of("b", "a"))
                .value("s", JsonCodec.parse("1e2"))
                .build();
        assertThat(JsonCodec.write(view))
                .isEqualTo("{\"z\":\"a\",\"y\":true,\"x\":7,\"w\":8,\"v\":50.00,\"u\":\"2026-02-25T23:51:33.000000Z\","
                        + "\"t\":[\"b\",\"a\"],\"s\":1e2}");
    }

    @Test
    void nothingIsWrittenAsNull() {
        JsonObject view = JsonBuilder.of()
                .text("a", null)
                .number("b", (Integer) null)
                .number("c", (Long) null)
                .decimal("d", null)
                .time("e", null)
                .build();
        assertThat(JsonCodec.write(view)).isEqualTo("{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":null}");
    }

    @Test
    void anArrayHoldsOneViewForEachItem() {
        JsonArray array = JsonBuilder.array(
                List.of("a", "b"), item -> JsonBuilder.of().text("item", item).build());
        assertThat(JsonCodec.write(array)).isEqualTo("[{\"item\":\"a\"},{\"item\":\"b\"}]");
    }

    @Test
    void answersAreWrittenInUtf8WithNumbersAsTheyCameIn() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        JsonAnswerWriter writer = new JsonAnswerWriter();
        Annotation[] none = {};
        JsonObject answer = JsonCodec.parseObject("{\"\u00e9\":50.00}");

        assertThat(writer.isWriteable(answer.getClass(), JsonObject.class, none, MediaType.APPLICATION_JSON_TYPE))
                .isTrue();
        assertThat(writer.isWriteable(String.class, String.class, none, MediaType.APPLICATION_JSON_TYPE))
                .isFalse();
        writer.writeTo(
                answer,
                JsonObject.class,
                JsonObject.class,
                none,
                MediaType.APPLICATION_JSON_TYPE,
                new MultivaluedHashMap<>(),
                body);
        assertThat(body.toString(UTF_8)).isEqualTo("{\"\u00e9\":50.00}");
    }
}
