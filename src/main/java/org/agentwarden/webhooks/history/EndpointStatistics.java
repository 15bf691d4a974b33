package org.agentwarden.webhooks.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;

/**
 * Statistics of an endpoint's recent deliveries. Pure.
 *
 * @param since from when on they are counted
 * @param hours each hour in UTC, the oldest first, empty ones included
 */
public record EndpointStatistics(
        Instant since, Map<DeliveryStatus, Long> deliveries, Tally all, Map<Instant, Tally> hours) {

    /** An attempt. */
    public record Made(Instant startedAt, long durationMillis, boolean delivered) {}

    /** Counts of attempts, and how long each took, sorted. */
    public record Tally(long attempts, long delivered, List<Long> millis) {

        public static final Tally NONE = new Tally(0, 0, List.of());

        static Tally of(Collection<Made> attempts) {
            return new Tally(
                    attempts.size(),
                    attempts.stream().filter(Made::delivered).count(),
                    attempts.stream().map(Made::durationMillis).sorted().toList());
        }

        /** From 0 to 1; empty when there were none. */
        Optional<Double> successRate() {
            return attempts == 0 ? Optional.empty() : Optional.of((double) delivered / attempts);
        }

        /** By the nearest rank, in milliseconds; empty when there were none. */
        public Optional<Long> percentile(int percent) {
            int rank = (int) Math.ceil(percent / 100.0 * millis.size());
            return millis.isEmpty() ? Optional.empty() : Optional.of(millis.get(rank - 1));
        }
    }

    static EndpointStatistics of(Instant since, List<DeliveryStatus> statuses, List<Made> attempts, Instant now) {
        Map<DeliveryStatus, Long> counts = new EnumMap<>(DeliveryStatus.class);
        Arrays.stream(DeliveryStatus.values()).forEach(status -> counts.put(status, 0L));
        statuses.forEach(status -> counts.merge(status, 1L, Long::sum));
        Map<Instant, List<Made>> byHour =
                attempts.stream().collect(Collectors.groupingBy(attempt -> hourOf(attempt.startedAt())));
        Map<Instant, Tally> hours = new TreeMap<>();
        for (Instant hour = hourOf(since); !hour.isAfter(now); hour = hour.plus(Duration.ofHours(1))) {
            hours.put(hour, Tally.of(byHour.getOrDefault(hour, List.of())));
        }
        return new EndpointStatistics(since, counts, Tally.of(attempts), hours);
    }

    private static Instant hourOf(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }
}
