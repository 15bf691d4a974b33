package org.agentwarden.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayedResponseTest {

    private static final ReplayedResponse CREATED = new ReplayedResponse(
            201,
            JsonBuilder.of().text("Location", "/api/agents/1").build(),
            "{\"amount\":50.00,\"note\":\"f\u00fcr Zo\u00eb \u2713 \\u0000\"}");

    @Test
    void whatWasWrittenDownIsReadWithoutADifference() {
        assertThat(ReplayedResponse.parse(CREATED.text())).isEqualTo(CREATED);
    }

    @Test
    void anAnswerIsGivenAgainToTheByteAndSaysSo() {
        Response again = CREATED.again();

        assertThat(again.getStatus()).isEqualTo(201);
        assertThat(again.getHeaderString("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.getHeaderString("Location")).isEqualTo("/api/agents/1");
        assertThat(again.getMediaType()).hasToString("application/json");
        assertThat((byte[]) again.getEntity()).isEqualTo(CREATED.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anEmptyAnswerStaysEmpty() {
        ReplayedResponse empty = new ReplayedResponse(204, JsonBuilder.of().build(), "");

        assertThat(ReplayedResponse.parse(empty.text()).again().hasEntity()).isFalse();
    }

    @Test
    void whatWasAnsweredIsNotShown() {
        assertThat(CREATED.toString()).doesNotContain("amount");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 500, 502, 503})
    void whatMayBeAnsweredOtherwiseTheNextTimeIsNotKept(int status) {
        assertThat(ReplayedResponse.definite(response(status, JsonCodec.parseObject("{\"detail\":\"...\"}"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 400, 403, 404, 409, 413})
    void whatIsDecidedIsKeptAsItIsWritten(int status) {
        assertThat(ReplayedResponse.definite(response(status, JsonCodec.parseObject("{ \"amount\": 50.00 }"))))
                .contains(new ReplayedResponse(
                        status, JsonBuilder.of().text("Location", "/1").build(), "{\"amount\":50.00}"));
    }

    @Test
    void anAnswerWithoutABodyIsKeptToo() {
        assertThat(ReplayedResponse.definite(response(204, null)))
                .map(ReplayedResponse::body)
                .contains("");
    }

    /** As a server hands it to filters: with a header that belongs to what was done, and one that belongs to the moment. */
    private static ContainerResponseContext response(int status, JsonObject entity) {
        return (ContainerResponseContext) Proxy.newProxyInstance(
                ReplayedResponseTest.class.getClassLoader(),
                new Class<?>[] {ContainerResponseContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getStatus" -> status;
                    case "hasEntity" -> entity != null;
                    case "getEntity" -> entity;
                    case "getHeaderString" ->
                        Map.of("Location", "/1", "X-RateLimit-Remaining", "7").get(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
