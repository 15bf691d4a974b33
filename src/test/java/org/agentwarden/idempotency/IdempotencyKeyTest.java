package org.agentwarden.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.agentwarden.platform.http.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "8e03978e-40d5-43dd-bc93-6894a57f9324", "\"quoted key\"", "!~"})
    void anyPrintableTextIsAKey(String text) {
        assertThat(IdempotencyKey.parse(List.of(text)).text()).isEqualTo(text);
    }

    @Test
    void itHasAtMost255Characters() {
        assertThat(IdempotencyKey.parse(List.of("k".repeat(255))).text()).hasSize(255);
        assertThatThrownBy(() -> IdempotencyKey.parse(List.of("k".repeat(256)))).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "clé", "a\u007f", "\u0000"})
    void whatIsNotPrintableAsciiIsRefused(String text) {
        assertThatThrownBy(() -> IdempotencyKey.parse(List.of(text))).isInstanceOf(InvalidInput.class);
    }

    @Test
    void oneRequestHasOneKey() {
        assertThatThrownBy(() -> IdempotencyKey.parse(List.of("a", "b"))).isInstanceOf(InvalidInput.class);
    }
}
