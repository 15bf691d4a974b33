package org.agentwarden.webhooks.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.history.EndpointStatistics.Made;
import org.agentwarden.webhooks.history.EndpointStatistics.Tally;
import org.junit.jupiter.api.Test;

class EndpointStatisticsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:20:00Z");
    private static final Instant SINCE = NOW.minus(Duration.ofHours(2));

    @Test
    void everyStatusIsCountedAndEveryHourIsThere() {
        EndpointStatistics statistics = EndpointStatistics.of(
                SINCE,
                List.of(DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED, DeliveryStatus.EXHAUSTED),
                List.of(made("2026-11-25T08:59:59Z", 10, true), made("2026-11-25T10:00:00Z", 30, false)),
                NOW);

        assertThat(statistics.deliveries())
                .containsEntry(DeliveryStatus.DELIVERED, 2L)
                .containsEntry(DeliveryStatus.EXHAUSTED, 1L)
                .containsEntry(DeliveryStatus.PENDING, 0L)
                .containsEntry(DeliveryStatus.CANCELLED, 0L);
        assertThat(statistics.hours().keySet())
                .containsExactly(
                        Instant.parse("2026-11-25T08:00:00Z"),
                        Instant.parse("2026-11-25T09:00:00Z"),
                        Instant.parse("2026-11-25T10:00:00Z"));
        assertThat(statistics.hours().values()).extracting(Tally::attempts).containsExactly(1L, 0L, 1L);
        assertThat(statistics.all().successRate()).hasValue(0.5);
    }

    @Test
    void percentilesAreTimesThatWereTaken() {
        List<Made> attempts = IntStream.rangeClosed(1, 100)
                .mapToObj(millis -> made("2026-11-25T10:00:00Z", 101 - millis, true))
                .toList();

        Tally tally = EndpointStatistics.of(SINCE, List.of(), attempts, NOW).all();

        assertThat(tally.percentile(50)).hasValue(50L);
        assertThat(tally.percentile(95)).hasValue(95L);
        assertThat(tally.percentile(99)).hasValue(99L);
    }

    @Test
    void ofNothingThereIsNoRate() {
        Tally tally = Tally.of(List.of());

        assertThat(tally.successRate()).isEmpty();
        assertThat(tally.percentile(50)).isEmpty();
    }

    private static Made made(String startedAt, long millis, boolean delivered) {
        return new Made(Instant.parse(startedAt), millis, delivered);
    }
}
