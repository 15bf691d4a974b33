package org.agentwarden.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.agentwarden.platform.json.JsonView;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final Answer CREATED = new Answer(
            201,
            JsonView.of().text("Location", "/api/agents/1").build(),
            "{\"amount\":50.00,\"note\":\"f\u00fcr Zo\u00eb \u2713 \\u0000\"}");

    @Test
    void whatWasWrittenDownIsReadWithoutADifference() {
        assertThat(Answer.parse(CREATED.text())).isEqualTo(CREATED);
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
        Answer empty = new Answer(204, JsonView.of().build(), "");

        assertThat(Answer.parse(empty.text()).again().hasEntity()).isFalse();
    }

    @Test
    void whatWasAnsweredIsNotShown() {
        assertThat(CREATED.toString()).doesNotContain("amount");
    }
}
