package org.agentwarden.webhooks.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Answered;
import org.agentwarden.webhooks.deliveries.Exchange;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

    private static final AttemptOutcome FAST = answered(200, Duration.ofMillis(5));
    private static final AttemptOutcome SLOW = answered(200, Duration.ofMillis(200));

    @Test
    void aFastEndpointGetsSixteenRequestsAtOnceAndASlowOneSixtyFour() {
        assertThat(after(ConcurrencyLimit.first(), FAST, 100).inFlight()).isEqualTo(16);
        assertThat(after(ConcurrencyLimit.first(), SLOW, 100).inFlight()).isEqualTo(64);
    }

    @Test
    void anEndpointThatWasSlowForAWhileGetsSixteenAgainWhenItIsFast() {
        ConcurrencyLimit slow = after(ConcurrencyLimit.first(), SLOW, 100);

        assertThat(after(slow, FAST, 100).inFlight()).isEqualTo(16);
    }

    @Test
    void anEndpointThatIsMostlySlowKeepsSixtyFour() {
        ConcurrencyLimit limit = after(ConcurrencyLimit.first(), SLOW, 100);

        for (int round = 0; round < 100; round++) {
            limit = after(after(limit, FAST, 1), SLOW, 3);
        }

        assertThat(limit.inFlight()).isEqualTo(64);
    }

    @Test
    void whoSaysThatItIsOverloadedGetsHalf() {
        ConcurrencyLimit slow = after(ConcurrencyLimit.first(), SLOW, 100);

        assertThat(slow.after(answered(503, Duration.ofMillis(5))).inFlight()).isEqualTo(32);
    }

    private static ConcurrencyLimit after(ConcurrencyLimit limit, AttemptOutcome outcome, int times) {
        return Stream.iterate(limit, each -> each.after(outcome))
                .skip(times)
                .findFirst()
                .orElseThrow();
    }

    private static AttemptOutcome answered(int status, Duration after) {
        Exchange exchange = new Exchange(URI.create("https://receiver.example"), Instant.EPOCH, after);
        return new Answered(exchange, status, "", Optional.empty());
    }
}
