package org.agentwarden.webhooks.history;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.history.EndpointStatistics.Made;
import org.agentwarden.webhooks.history.EndpointStatistics.Tally;

/** Statistics of recent attempts. Reads at most 10,000 rows, the newest. */
@Stateless
public class AttemptHistory {

    private static final int MOST_ROWS = 10_000;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Endpoints endpoints;

    @Inject
    private InstantSource clock;

    /** Deliveries with one value in an attribute that an index begins with; the index goes on with the time. */
    private enum Scope {
        ENDPOINT("endpointId", "desc"),
        ORGANIZATION("organizationId", "asc");

        private final String deliveries;
        private final String attempts;

        /** H2 uses an index for the order only when its first column is named as the index is read. */
        Scope(String attribute, String direction) {
            String where = " d." + attribute + " = :id and d.createdAt >= :from order by d." + attribute + " "
                    + direction + ", d.createdAt desc";
            deliveries = "select d.createdAt, d.status from Delivery d where" + where;
            attempts = "select d.createdAt, d.endpointId, a.startedAt, a.durationMillis, a.error"
                    + " from Delivery d, Attempt a where a.deliveryId = d.id and" + where;
        }
    }

    private record Attempted(String endpointId, Made made) {

        static Attempted of(Object[] row) {
            return new Attempted(
                    (String) row[1], new Made((Instant) row[2], ((Number) row[3]).longValue(), row[4] == null));
        }
    }

    /** All endpoints of an organization together, and the attempts of each that had some. */
    public record OfOrganization(EndpointStatistics all, Map<String, Tally> endpoints) {}

    private record Read(Instant since, List<DeliveryStatus> statuses, List<Attempted> attempts) {

        EndpointStatistics count(Instant now) {
            return EndpointStatistics.of(
                    since, statuses, attempts.stream().map(Attempted::made).toList(), now);
        }
    }

    /** Of the deliveries that were created within the last so many hours, or as far back as the rows reach. */
    public EndpointStatistics statistics(String organizationId, String endpointId, Duration time) {
        endpoints.find(organizationId, endpointId);
        Instant now = clock.instant();
        return read(Scope.ENDPOINT, endpointId, now.minus(time)).count(now);
    }

    /** {@link #statistics} of all endpoints of an organization. */
    public OfOrganization ofOrganization(String organizationId, Duration time) {
        Instant now = clock.instant();
        Read read = read(Scope.ORGANIZATION, organizationId, now.minus(time));
        Map<String, Tally> endpoints = read.attempts().stream()
                .collect(Collectors.groupingBy(
                        Attempted::endpointId,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Attempted::made, Collectors.toList()), Tally::of)));
        return new OfOrganization(read.count(now), endpoints);
    }

    private Read read(Scope scope, String id, Instant from) {
        List<Object[]> deliveries = rows(scope.deliveries, id, from);
        List<Object[]> attempts = rows(scope.attempts, id, from);
        Instant since = Collections.max(List.of(reach(deliveries, from), reach(attempts, from)));
        return new Read(
                since,
                createdFrom(since, deliveries)
                        .map(row -> (DeliveryStatus) row[1])
                        .toList(),
                createdFrom(since, attempts).map(Attempted::of).toList());
    }

    /** The time from which on the rows are complete. */
    private static Instant reach(List<Object[]> newestFirst, Instant from) {
        return newestFirst.size() < MOST_ROWS ? from : createdAt(newestFirst.get(newestFirst.size() - 1));
    }

    private static Stream<Object[]> createdFrom(Instant since, List<Object[]> rows) {
        return rows.stream().filter(row -> !createdAt(row).isBefore(since));
    }

    private static Instant createdAt(Object[] row) {
        return (Instant) row[0];
    }

    private List<Object[]> rows(String query, String id, Instant from) {
        return entities.createQuery(query, Object[].class)
                .setParameter("id", id)
                .setParameter("from", from)
                .setMaxResults(MOST_ROWS)
                .getResultList();
    }
}
