package org.agentwarden.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {

    @ParameterizedTest
    @CsvSource({
        "stripe.refund, stripe.refund",
        "*, stripe.refund",
        "**, stripe.refund",
        "stripe.*, stripe.refund",
        "*.refund, stripe.refund",
        "s*e.*d, stripe.refund",
        "*ripe*fun*, stripe.refund",
        "*a*b*a*, xxaxbxaxx",
        "ab*ba, abba",
        "a*, a",
        "*a*a, aa",
        "a**b, axb",
        "[a-z]+*, [a-z]+(x",
        "\\E.*\\Q*, \\E.*\\Qx",
        "stripe.*, Stripe.refund",
    })
    void acceptsActionsThatFitThePattern(String pattern, String action) {
        assertThat(accepts(pattern, action)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "stripe.refund, stripe.refunds",
        "stripe.*, stripe",
        "ab*ba, aba",
        "*a*b*, ba",
        "*ab*ab*, xabx",
        "*aa*aa, aaa",
        "s*e.*x, stripe.refund",
        "[a-z]+*, stripe",
        "., x",
    })
    void rejectsActionsThatDoNotFitThePattern(String pattern, String action) {
        assertThat(accepts(pattern, action)).isFalse();
    }

    @Test
    void aWildcardStandsForLineBreaksAndCharactersBeyondTheBasicPlane() {
        assertThat(accepts("a*b", "a\n\uD83D\uDE00\u0000b")).isTrue();
    }

    @Test
    void aPatternOfManyWildcardsIsMatchedAtOnce() {
        String action = "a".repeat(200);
        for (String pattern : List.of("*a*a*a*a*b", "*a".repeat(99) + "*b", "*".repeat(199) + "b", "a*".repeat(100))) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> assertThat(accepts(pattern, action)).isEqualTo(!pattern.endsWith("b")));
        }
    }

    @Test
    void anEmptyListOfPatternsAcceptsEverything() {
        assertThat(new EventFilter(List.of(), List.of()).accepts("agent", () -> "name", "action"))
                .isTrue();
    }

    @Test
    void anAgentIsMetByItsIdOrItsName() {
        EventFilter filter = new EventFilter(List.of("bot-*"), List.of());

        assertThat(filter.accepts("bot-1", () -> "Alice", "pay")).isTrue();
        assertThat(filter.accepts("0190", () -> "bot-7", "pay")).isTrue();
        assertThat(filter.accepts("0190", () -> "", "pay")).isFalse();
    }

    @Test
    void patternsAreKeptInOneText() {
        List<String> patterns = List.of("a*", "*\r", "b");

        assertThat(EventFilter.split(EventFilter.join(patterns))).isEqualTo(patterns);
        assertThat(EventFilter.split("")).isEmpty();
    }

    private static boolean accepts(String pattern, String action) {
        return new EventFilter(List.of(), List.of(pattern)).accepts("agent", () -> "", action);
    }
}
