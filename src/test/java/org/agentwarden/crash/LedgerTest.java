package org.agentwarden.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agentwarden.systems.ReceivedWebhook;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    @Test
    void whatWasAcknowledgedAndHasNotArrivedIsLost() {
        ledger.acknowledge("log.failed", "a");
        ledger.acknowledge("log.failed", "b");
        ledger.accept(webhook("1", "log.failed", "a"));

        Ledger.Balance balance = ledger.balance();

        assertThat(balance.acknowledged()).isEqualTo(2);
        assertThat(balance.delivered()).isEqualTo(1);
        assertThat(balance.lost()).containsExactly("log.failed of b");
    }

    @Test
    void oneRequestOwesEachOfTheEventsThatItRaises() {
        ledger.acknowledge("log.pending_approval", "a");
        ledger.acknowledge("approval.approved", "a");
        ledger.accept(webhook("1", "log.pending_approval", "a"));

        assertThat(ledger.balance().lost()).containsExactly("approval.approved of a");
    }

    @Test
    void theSameEventOnceMoreIsADuplicateAndAnotherEventForTheSameEntryIsNot() {
        ledger.acknowledge("log.failed", "a");
        ledger.accept(webhook("1", "log.failed", "a"));
        ledger.accept(webhook("1", "log.failed", "a"));
        assertThat(ledger.balance().duplicates()).isEqualTo(1);
        assertThat(ledger.balance().twice()).isEmpty();

        ledger.accept(webhook("2", "log.failed", "a"));
        assertThat(ledger.balance().duplicates()).isEqualTo(1);
        assertThat(ledger.balance().twice()).containsExactly("log.failed of a");
    }

    @Test
    void whatArrivesWithoutBeingAcknowledgedIsNobodysLoss() {
        ledger.accept(webhook("1", "log.failed", "a"));

        assertThat(ledger.balance()).isEqualTo(new Ledger.Balance(0, 0, 0, Set.of(), Set.of()));
        assertThat(ledger.passages()).isEmpty();
    }

    @Test
    void aPassageLastsFromTheAcknowledgementToTheFirstArrivalAndIsNeverNegative() {
        ledger.acknowledge("log.failed", "a");
        ledger.accept(webhook("1", "log.failed", "a"));
        ledger.accept(new ReceivedWebhook(
                "POST",
                "/",
                Map.of("webhook-id", List.of("1")),
                body("log.failed", "a"),
                System.nanoTime() + Duration.ofHours(1).toNanos()));

        assertThat(ledger.passages())
                .hasSize(1)
                .allSatisfy(passage -> assertThat(passage.duration()).isBetween(Duration.ZERO, Duration.ofMinutes(1)));
        assertThat(new Ledger.Passage(2_000, 1_000).duration()).isZero();
    }

    private static ReceivedWebhook webhook(String id, String event, String reference) {
        return new ReceivedWebhook(
                "POST", "/", Map.of("webhook-id", List.of(id)), body(event, reference), System.nanoTime());
    }

    private static byte[] body(String event, String reference) {
        return "{\"event\":\"%s\",\"data\":{\"context\":{\"%s\":\"%s\"}}}"
                .formatted(event, Ledger.REFERENCE, reference)
                .getBytes(StandardCharsets.UTF_8);
    }
}
