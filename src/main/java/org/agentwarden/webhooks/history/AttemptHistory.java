package org.agentwarden.webhooks.history;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.history.EndpointStatistics.Made;

/** Statistics of recent attempts. Reads at most 10,000 rows, the newest. */
@Stateless
public class AttemptHistory {

    private static final int MOST_ROWS = 10_000;

    private static final String RECENT_DELIVERIES = "select d.createdAt, d.status from Delivery d"
            + " where d.endpointId = :endpoint and d.createdAt >= :from order by d.endpointId desc, d.createdAt desc";

    private static final String RECENT_ATTEMPTS = "select d.createdAt, a.startedAt, a.durationMillis, a.error"
            + " from Delivery d, Attempt a where a.deliveryId = d.id and d.endpointId = :endpoint and d.createdAt >= :from"
            + " order by d.endpointId desc, d.createdAt desc";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Endpoints endpoints;

    @Inject
    private InstantSource clock;

    private record Row(Instant createdAt, DeliveryStatus status) {}

    /** Of the deliveries that were created within the last so many hours, or as far back as the rows reach. */
    public EndpointStatistics statistics(String organizationId, String endpointId, Duration time) {
        endpoints.find(organizationId, endpointId);
        Instant now = clock.instant();
        Instant from = now.minus(time);
        List<Row> deliveries = rows(RECENT_DELIVERIES, endpointId, from)
                .map(row -> new Row((Instant) row[0], (DeliveryStatus) row[1]))
                .toList();
        List<Object[]> attempts = rows(RECENT_ATTEMPTS, endpointId, from).toList();
        Instant since = Stream.of(
                        reach(deliveries.stream().map(Row::createdAt).toList(), from),
                        reach(attempts.stream().map(row -> (Instant) row[0]).toList(), from))
                .max(Instant::compareTo)
                .orElse(from);
        return EndpointStatistics.of(
                since,
                deliveries.stream()
                        .filter(row -> !row.createdAt().isBefore(since))
                        .map(Row::status)
                        .toList(),
                attempts.stream()
                        .filter(row -> !((Instant) row[0]).isBefore(since))
                        .map(row -> new Made((Instant) row[1], ((Number) row[2]).longValue(), row[3] == null))
                        .toList(),
                now);
    }

    /** When not all rows were read, the time from which on they are complete. */
    private static Instant reach(List<Instant> newestFirst, Instant from) {
        return newestFirst.size() < MOST_ROWS ? from : newestFirst.get(newestFirst.size() - 1);
    }

    private Stream<Object[]> rows(String query, String endpointId, Instant from) {
        return entities.createQuery(query, Object[].class)
                .setParameter("endpoint", endpointId)
                .setParameter("from", from)
                .setMaxResults(MOST_ROWS)
                .getResultStream();
    }
}
