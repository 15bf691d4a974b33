package org.agentwarden.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void oneRequestPerSecondIsLetThroughOnceASecond() {
        RateLimit limit = new RateLimit(1);

        assertThat(limit.permits(null, START)).isEqualTo(1);
        Instant pacedUntil = limit.after(1, null, START);
        assertThat(limit.permits(pacedUntil, START.plusMillis(999))).isZero();
        assertThat(limit.next(pacedUntil, START)).isEqualTo(START.plusSeconds(1));
        assertThat(limit.permits(pacedUntil, START.plusSeconds(1))).isEqualTo(1);
    }

    @Test
    void aTenthOfASecondsRequestsMayGoAtOnceAndNoMoreAfterALongRest() {
        RateLimit limit = new RateLimit(200);

        assertThat(limit.permits(null, START)).isEqualTo(20);
        assertThat(limit.permits(START, START.plus(Duration.ofDays(1)))).isEqualTo(20);
    }

    @Test
    void onlyWhatWasSentCounts() {
        RateLimit limit = new RateLimit(200);

        Instant pacedUntil = limit.after(5, null, START);

        assertThat(limit.permits(pacedUntil, START)).isEqualTo(15);
        assertThat(limit.after(0, pacedUntil, START)).isEqualTo(pacedUntil);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 50, 333, 1_000})
    void noSecondSeesMoreThanElevenTenthsHoweverImpatientTheSenderAndTheRateIsReached(int perSecond) {
        RateLimit limit = new RateLimit(perSecond);
        Random random = new Random(perSecond);
        List<Instant> sent = new ArrayList<>();
        @Nullable Instant pacedUntil = null;
        Instant end = START.plusSeconds(20);
        for (Instant now = START; now.isBefore(end); now = now.plusNanos(random.nextInt(2_000_000))) {
            int permits = limit.permits(pacedUntil, now);
            for (int request = 0; request < permits; request++) {
                sent.add(now);
            }
            pacedUntil = limit.after(permits, pacedUntil, now);
        }

        int most = perSecond + Math.max(1, perSecond / 10);
        for (int first = 0; first + most < sent.size(); first++) {
            assertThat(Duration.between(sent.get(first), sent.get(first + most)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).minusNanos(most));
        }
        assertThat(sent.size()).isBetween(19 * perSecond, 20 * perSecond + most);
    }

    @Test
    void theNextLookIsWorthItsWhile() {
        RateLimit limit = new RateLimit(1_000);
        Instant pacedUntil = limit.after(100, null, START);

        Instant next = limit.next(pacedUntil, START);

        assertThat(limit.permits(pacedUntil, START)).isZero();
        assertThat(limit.permits(pacedUntil, next)).isBetween(40, 60);
    }
}
