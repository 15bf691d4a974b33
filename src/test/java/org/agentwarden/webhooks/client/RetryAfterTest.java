package org.agentwarden.webhooks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-02-25T23:51:33Z");

    @ParameterizedTest
    @CsvSource({"1,1", "120,120", "' 30 ',30", "3600,3600", "3601,3600", "999999999,3600"})
    void secondsCountFromNowForAnHourAtMost(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).contains(NOW.plusSeconds(seconds));
    }

    @Test
    void aDateCountsForAnHourAtMost() {
        assertThat(RetryAfter.parse("Wed, 25 Feb 2026 23:52:00 GMT", NOW)).contains(NOW.plusSeconds(27));
        assertThat(RetryAfter.parse("Fri, 31 Dec 2027 23:59:59 GMT", NOW)).contains(NOW.plus(RetryAfter.LONGEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Wednesday, 25-Feb-26 23:52:00 GMT", "Wed Feb 25 23:52:00 2026", "Wed, 25 Feb 2026 23:52:00 GMT"
            })
    void eachFormOfADateCounts(String value) {
        assertThat(RetryAfter.parse(value, NOW)).contains(NOW.plusSeconds(27));
    }

    @Test
    void aDayOfOneDigitIsPaddedInTheFormOfAsctime() {
        Instant now = Instant.parse("2026-11-06T08:49:00Z");

        assertThat(RetryAfter.parse("Fri Nov  6 08:49:37 2026", now)).contains(now.plusSeconds(37));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-5",
                "1.5",
                "soon",
                "9999999999999999999999",
                "\u0661",
                "Wed, 25 Feb 2026 23:51:00 GMT",
                "Wed, 32 Feb 2026 23:52:00 GMT",
                "2026-02-25T23:52:00Z"
            })
    void whatIsNoTimeToComeSaysNothing(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }
}
