package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant AT = Instant.parse("2026-02-25T23:51:33.984Z");

    /** Both halves of the time carry their leading zeros, or ids of other times would come in between. */
    @Test
    void aBoundaryLooksLikeAnIdOfItsTime() {
        assertThat(Ids.boundary(AT)).isEqualTo("019c9737-0f60-7000-8000-000000000000");
        assertThat(Ids.boundary(Instant.EPOCH)).isEqualTo("00000000-0000-7000-8000-000000000000");
        assertThat(Ids.boundary(Instant.EPOCH.plusMillis(0xffff))).isEqualTo("00000000-ffff-7000-8000-000000000000");
        assertThat(Ids.boundary(Instant.EPOCH.plusMillis(0x10000))).isEqualTo("00000001-0000-7000-8000-000000000000");
    }

    @Test
    void boundariesSortLikeTheirTimes() {
        for (long step = 1; step < Duration.ofDays(36_500).toMillis(); step *= 7) {
            assertThat(Ids.boundary(AT)).isLessThan(Ids.boundary(AT.plusMillis(step)));
        }
    }

    @Test
    void anIdIsBehindTheBoundaryOfItsMillisecondAndBeforeThatOfTheNext() {
        for (int number = 0; number < 1_000; number++) {
            String id = Ids.timeOrdered();
            Instant made = Ids.timeOf(id);
            assertThat(id).isGreaterThan(Ids.boundary(made)).isLessThan(Ids.boundary(made.plusMillis(1)));
        }
    }

    @Test
    void anIdTellsWhenItWasMade() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant made = Ids.timeOf(Ids.timeOrdered());
        assertThat(made).isBetween(before, Instant.now());
        assertThat(Ids.timeOf(Ids.boundary(AT))).isEqualTo(AT);
    }
}
