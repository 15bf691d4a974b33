package org.agentwarden.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.agentwarden.settings.RequestRules.Lockout;
import org.junit.jupiter.api.Test;

class LoginFailuresTest {

    private static final Instant NOW = Instant.parse("2026-02-25T23:51:33Z");
    private static final Duration PERIOD = Duration.ofMinutes(15);
    private static final Lockout RULE = new Lockout(OptionalInt.of(3), PERIOD);

    private final LoginFailures failures = new LoginFailures("hash");

    @Test
    void theLastOneThatIsCountedLocksForAPeriod() {
        add(2, NOW);
        assertThat(failures.isLocked(RULE, NOW)).isFalse();
        Instant last = NOW.plusSeconds(60);
        add(1, last);
        assertThat(failures.isLocked(RULE, last)).isTrue();
        assertThat(failures.isLocked(RULE, last.plus(PERIOD).minusMillis(1))).isTrue();
        assertThat(failures.isLocked(RULE, last.plus(PERIOD))).isFalse();
    }

    @Test
    void whoeverGoesOnTryingDoesNotMakeItLonger() {
        add(3, NOW);
        add(50, NOW.plusSeconds(100));
        assertThat(failures.isLocked(RULE, NOW.plus(PERIOD))).isFalse();
    }

    @Test
    void afterALockoutTheCountBeginsAnew() {
        add(3, NOW);
        Instant later = NOW.plus(PERIOD);
        add(2, later);
        assertThat(failures.isLocked(RULE, later)).isFalse();
        add(1, later);
        assertThat(failures.isLocked(RULE, later)).isTrue();
    }

    @Test
    void failuresOfDifferentPeriodsDoNotAddUp() {
        add(2, NOW);
        add(2, NOW.plus(PERIOD));
        assertThat(failures.isLocked(RULE, NOW.plus(PERIOD))).isFalse();
    }

    @Test
    void nothingLocksWhenItIsOff() {
        Lockout off = new Lockout(OptionalInt.empty(), PERIOD);
        for (int i = 0; i < 1_000; i++) {
            failures.add(off, NOW);
        }
        assertThat(failures.isLocked(off, NOW)).isFalse();
    }

    private void add(int count, Instant time) {
        for (int i = 0; i < count; i++) {
            failures.add(RULE, time);
        }
    }
}
