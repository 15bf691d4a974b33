package org.agentwarden.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    private static final RetrySchedule USUAL = schedule("PT5S", "PT25S", "PT125S");

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT25S",
        "3, PT125S",
        "4, PT625S",
        "5, PT3125S",
        "6, PT1H",
        "7, PT1H",
        "10, PT1H",
        "1000000, PT1H"
    })
    void theConfiguredDelaysAreFollowedByFiveTimesTheOneBeforeUpToAnHour(int retry, Duration delay) {
        assertThat(USUAL.delayBefore(retry, 0)).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT25S", "3, PT125S", "4, PT625S", "5, PT3125S", "6, PT1H", "10, PT1H"})
    void withoutConfiguredDelaysTheUsualOnesAreTaken(int retry, Duration delay) {
        assertThat(schedule().delayBefore(retry, 0)).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"1, PT0.1S", "2, PT0.5S", "3, PT2.5S", "4, PT12.5S"})
    void oneConfiguredDelayIsEnough(int retry, Duration delay) {
        assertThat(schedule("PT0.1S").delayBefore(retry, 0)).isEqualTo(delay);
    }

    @Test
    void configuredDelaysNeedNotGrow() {
        RetrySchedule schedule = schedule("PT30S", "PT10S");
        assertThat(schedule.delayBefore(1, 0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(schedule.delayBefore(2, 0)).isEqualTo(Duration.ofSeconds(10));
        assertThat(schedule.delayBefore(3, 0)).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void exactlyAnHourIsNotCutAndNoStepGoesBeyond() {
        assertThat(schedule("PT12M").delayBefore(2, 0)).isEqualTo(Duration.ofHours(1));
        assertThat(schedule("PT12M0.001S").delayBefore(2, 0)).isEqualTo(Duration.ofHours(1));
        assertThat(schedule("PT12M").delayBefore(3, 0)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theLongestConfigurableDelayIsKept() {
        RetrySchedule schedule = schedule("PT8760H");
        assertThat(schedule.delayBefore(1, 0)).isEqualTo(Duration.ofDays(365));
        assertThat(schedule.delayBefore(1, 1)).isEqualTo(Duration.ofDays(438));
    }

    @Test
    void noDelayStaysNoDelay() {
        assertThat(schedule("PT0S").delayBefore(10, 1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.000001, 0.25, 0.5, 0.999999, 1})
    void theJitterAddsUpToAFifth(double random) {
        for (int retry = 1; retry <= 10; retry++) {
            Duration plain = USUAL.delayBefore(retry, 0);
            Duration jittered = USUAL.delayBefore(retry, random);
            assertThat(jittered).isBetween(plain, plain.multipliedBy(6).dividedBy(5));
            assertThat(jittered.minus(plain).toNanos()).isEqualTo(Math.round(plain.toNanos() * 0.2 * random));
        }
    }

    @Test
    void theWholeJitterIsExactlyAFifth() {
        assertThat(USUAL.delayBefore(1, 1)).isEqualTo(Duration.ofSeconds(6));
        assertThat(USUAL.delayBefore(2, 0.5)).isEqualTo(Duration.ofMillis(27_500));
        assertThat(USUAL.delayBefore(6, 1)).isEqualTo(Duration.ofMinutes(72));
    }

    @Test
    void laterChangesOfTheListDoNotShow() {
        List<Duration> delays = new ArrayList<>(List.of(Duration.ofSeconds(1)));
        RetrySchedule schedule = new RetrySchedule(delays);
        delays.set(0, Duration.ofDays(1));
        assertThat(schedule.delayBefore(1, 0)).isEqualTo(Duration.ofSeconds(1));
    }

    private static RetrySchedule schedule(String... delays) {
        return new RetrySchedule(Stream.of(delays).map(Duration::parse).toList());
    }
}
