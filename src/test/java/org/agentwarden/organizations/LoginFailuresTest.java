package org.agentwarden.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.agentwarden.settings.RequestRules.Lockout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginFailuresTest {

    private static final Instant NOW = Instant.parse("2026-02-25T23:51:33Z");
    private static final Duration PERIOD = Duration.ofMinutes(15);
    private static final Lockout RULE = new Lockout(OptionalInt.of(3), PERIOD);

    private final LoginFailures failures = new LoginFailures("hash");

    @Test
    void theLastFailureThatIsCountedLocksTheNetworkOutForAPeriod() {
        add(2, NOW);
        assertThat(failures.lockedFor(RULE, NOW)).isEmpty();
        Instant last = NOW.plusSeconds(60);
        add(1, last);
        assertThat(failures.lockedFor(RULE, last)).contains(PERIOD);
        assertThat(failures.lockedFor(RULE, last.plus(PERIOD).minusMillis(1))).contains(Duration.ofMillis(1));
        assertThat(failures.lockedFor(RULE, last.plus(PERIOD))).isEmpty();
    }

    @Test
    void furtherFailuresDoNotMakeALockoutLonger() {
        add(3, NOW);
        add(50, NOW.plusSeconds(100));
        assertThat(failures.lockedFor(RULE, NOW.plus(PERIOD))).isEmpty();
    }

    @Test
    void afterALockoutTheCountBeginsAnew() {
        add(3, NOW);
        Instant later = NOW.plus(PERIOD);
        add(2, later);
        assertThat(failures.lockedFor(RULE, later)).isEmpty();
        add(1, later);
        assertThat(failures.lockedFor(RULE, later)).isPresent();
    }

    @Test
    void failuresOfDifferentPeriodsDoNotAddUp() {
        add(2, NOW);
        add(2, NOW.plus(PERIOD));
        assertThat(failures.lockedFor(RULE, NOW.plus(PERIOD))).isEmpty();
    }

    @Test
    void nothingIsLockedOutOrDelayedWhenTheLockoutIsOff() {
        Lockout off = new Lockout(OptionalInt.empty(), PERIOD);
        for (int i = 0; i < 1_000; i++) {
            failures.add(off, NOW);
            failures.addFromAnywhere(off, NOW);
        }
        assertThat(failures.lockedFor(off, NOW)).isEmpty();
        assertThat(failures.delay(off, NOW)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "29, 0", "30, 1", "59, 1", "60, 2", "150, 5", "100000, 5"})
    void failuresFromManyNetworksDelayAnswersByAtMostFiveSeconds(int count, int seconds) {
        for (int i = 0; i < count; i++) {
            failures.addFromAnywhere(RULE, NOW);
        }
        assertThat(failures.delay(RULE, NOW)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(failures.delay(RULE, NOW.plus(PERIOD))).isZero();
    }

    @Test
    void anIncreaseOfTheDelayIsToldOnce() {
        for (int i = 1; i < 30; i++) {
            assertThat(failures.addFromAnywhere(RULE, NOW)).isFalse();
        }
        assertThat(failures.addFromAnywhere(RULE, NOW)).isTrue();
        assertThat(failures.addFromAnywhere(RULE, NOW)).isFalse();
    }

    private void add(int count, Instant time) {
        for (int i = 0; i < count; i++) {
            failures.add(RULE, time);
        }
    }
}
