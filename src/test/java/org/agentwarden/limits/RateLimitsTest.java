package org.agentwarden.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final Instant START = Instant.parse("2026-02-25T23:51:33.5Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = START;
    private final RateLimits limits = new RateLimits(() -> now);

    @Test
    void whatIsLeftGoesDownToNothingAndIsWholeAgainAfterAMinute() {
        assertThat(limits.take("org", 2)).isEqualTo(new Quota(2, 1, START.plus(MINUTE), Optional.empty()));
        now = START.plusSeconds(10);
        assertThat(limits.take("org", 2)).isEqualTo(new Quota(2, 0, START.plus(MINUTE), Optional.empty()));
        now = START.plusSeconds(59);
        assertThat(limits.take("org", 2))
                .isEqualTo(new Quota(2, 0, START.plus(MINUTE), Optional.of(Duration.ofSeconds(1))));
        now = START.plus(MINUTE);
        assertThat(limits.take("org", 2)).isEqualTo(new Quota(2, 1, now.plus(MINUTE), Optional.empty()));
    }

    @Test
    void whatIsRefusedCostsNothing() {
        IntStream.range(0, 10).forEach(request -> limits.take("org", 2));
        now = START.plus(MINUTE);
        assertThat(limits.take("org", 2).retryAfter()).isEmpty();
        assertThat(limits.take("org", 2).retryAfter()).isEmpty();
    }

    @Test
    void severalRequestsAreTakenTogetherOrNotAtAll() {
        assertThat(limits.take("org", 5, 3)).isEqualTo(new Quota(5, 2, START.plus(MINUTE), Optional.empty()));
        now = START.plusSeconds(20);
        assertThat(limits.take("org", 5, 3))
                .isEqualTo(new Quota(5, 2, START.plus(MINUTE), Optional.of(Duration.ofSeconds(40))));
        assertThat(limits.take("org", 5, 2)).returns(0L, Quota::remaining);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainAndIsNeverMoreThanTheLimit() {
        limits.take("org", 2);
        limits.giveBack("org", 2);
        limits.giveBack("org", 2);
        assertThat(limits.take("org", 2, 2)).returns(0L, Quota::remaining);
        assertThat(limits.take("org", 2).retryAfter()).isPresent();
    }

    @Test
    void aLookAtTheLimitConsumesNothing() {
        IntStream.range(0, 10)
                .forEach(look -> assertThat(limits.timeUntilRoom("client", 1)).isEmpty());
        limits.take("client", 1);
        now = START.plusSeconds(20);
        assertThat(limits.timeUntilRoom("client", 1)).contains(Duration.ofSeconds(40));
        now = START.plus(MINUTE);
        assertThat(limits.timeUntilRoom("client", 1)).isEmpty();
    }

    @Test
    void aMinuteHasNoMoreThanItsLimitHoweverSlowlyTheRequestsCome() {
        long admitted = 0;
        for (int second = 0; second < 60; second++) {
            now = START.plusSeconds(second);
            admitted += limits.take("org", 10).retryAfter().isEmpty() ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(10);
    }

    @Test
    void nobodyTakesFromAnother() {
        limits.take("one", 1);
        assertThat(limits.take("one", 1).retryAfter()).isPresent();
        assertThat(limits.take("other", 1).retryAfter()).isEmpty();
    }

    @Test
    void anotherPlanCountsAtOnce() {
        limits.take("org", 1);
        assertThat(limits.take("org", 1).retryAfter()).isPresent();
        assertThat(limits.take("org", 5)).returns(4L, Quota::remaining);
    }
}
