package org.agentwarden.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.http.InvalidInput;
import org.junit.jupiter.api.Test;

class DelegationPeriodTest {

    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    @Test
    void itBeginsNowUnlessItBeginsLater() {
        Instant later = NOW.plus(Duration.ofDays(1));
        Instant end = NOW.plus(Duration.ofDays(2));

        assertThat(DelegationPeriod.of(Optional.empty(), end, NOW).from()).isEqualTo(NOW);
        assertThat(DelegationPeriod.of(Optional.of(NOW.minusSeconds(60)), end, NOW)
                        .from())
                .isEqualTo(NOW);
        assertThat(DelegationPeriod.of(Optional.of(later), end, NOW).from()).isEqualTo(later);
    }

    @Test
    void itLastsNinetyDaysAtMost() {
        Instant later = NOW.plus(Duration.ofDays(30));

        assertThat(DelegationPeriod.of(Optional.of(later), later.plus(Duration.ofDays(90)), NOW)
                        .until())
                .isEqualTo(later.plus(Duration.ofDays(90)));
        assertWrong(Optional.empty(), NOW.plus(Duration.ofDays(90)).plusSeconds(1));
        assertWrong(Optional.empty(), NOW);
        assertWrong(Optional.of(later), later);
        assertWrong(Optional.of(later), NOW.plus(Duration.ofDays(1)));
    }

    private static void assertWrong(Optional<Instant> from, Instant until) {
        assertThatThrownBy(() -> DelegationPeriod.of(from, until, NOW)).isInstanceOf(InvalidInput.class);
    }
}
