package org.agentwarden.webhooks.engine;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.agentwarden.organizations.PlanCache;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.endpoints.Destination;
import org.agentwarden.webhooks.endpoints.Destinations;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.RateLimit;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.engine.EndpointResolver.Target;
import org.agentwarden.webhooks.scheduling.BacklogBatch;
import org.agentwarden.webhooks.scheduling.BacklogBatch.Pacing;

/**
 * Takes deliveries for one attempt each, many in one short transaction of its own. Among rivals, on whatever node, the
 * database lets one win. A claim that is lost in a crash ends with its lease.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DeliveryClaims {

    /** A ticket that another node's clock, or the broker's, brings early by so much is good all the same. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    /** Before any due time: an index is not searched among the finished deliveries, which have none. */
    private static final Instant EVER = Instant.EPOCH;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Destinations destinations;

    @Inject
    private PlanCache plans;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /**
     * What hints have brought.
     *
     * @param paced the endpoints among them whose deliveries must be searched for, because they wait for each other
     * @param dropped how many brought nothing: somebody else has claimed the delivery, or it needs nobody any more
     */
    public record Hinted(List<ClaimedDelivery> claimed, Set<String> paced, int dropped) {}

    /**
     * Claims those of the deliveries that are due. Left out are those that somebody else has claimed, that are finished,
     * that wait for others, those whose endpoint is gone or disabled, which are cancelled, and those whose endpoint's
     * secrets this node can't open, which wait for another node.
     */
    public Hinted claim(Collection<String> deliveryIds) {
        Instant now = clock.instant();
        Instant latest = now.plus(CLOCK_TOLERANCE);
        EndpointResolver targets = targets();
        Map<Boolean, List<Object[]>> byPaced = due(deliveryIds, latest, now).stream()
                .collect(Collectors.partitioningBy(
                        row -> targets.of(endpointOf(row)).isPaced()));
        List<ClaimedDelivery> claimed = claim(byPaced.getOrDefault(false, List.of()), targets, latest, now);
        List<Object[]> paced = byPaced.getOrDefault(true, List.of());
        return new Hinted(
                claimed,
                paced.stream().map(DeliveryClaims::endpointOf).collect(Collectors.toSet()),
                deliveryIds.size() - claimed.size() - paced.size());
    }

    /** Claims the delivery of a test, which nobody else may attempt yet. */
    public Optional<ClaimedDelivery> claimTest(String deliveryId) {
        Instant now = clock.instant();
        Instant reserved = now.plus(Delivery.TEST_RESERVATION);
        return claim(due(List.of(deliveryId), reserved, now), targets(), reserved, now).stream()
                .findFirst()
                .map(ClaimedDelivery::asTest);
    }

    /** Claims the deliveries of one endpoint that have waited longest, at most so many, and no more than its pacing allows. */
    public BacklogBatch claimWaiting(String endpointId, int limit) {
        EndpointResolver targets = targets();
        Target target = targets.of(endpointId);
        if (!target.isReadable()) {
            return BacklogBatch.nothing(Pacing.FREE);
        }
        if (target.isPaced()) {
            return claimPaced(endpointId, targets, limit);
        }
        Instant now = clock.instant();
        List<Object[]> rows = waiting("Delivery.waiting", endpointId, limit, now);
        List<ClaimedDelivery> claimed = claim(rows, targets, now, now);
        return new BacklogBatch(claimed, rows.size() == limit, Pacing.FREE, Optional.empty());
    }

    /** Nodes take turns at the endpoint, so that together they keep its order and its rate. */
    private BacklogBatch claimPaced(String endpointId, EndpointResolver targets, int limit) {
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, endpointId);
        entities.refresh(endpoint, LockModeType.PESSIMISTIC_WRITE);
        boolean inOrder = endpoint.options().ordering().isKept();
        Pacing pacing = inOrder ? Pacing.ONE_BY_ONE : Pacing.LIMITED;
        if (endpoint.blockedBy().isPresent()) {
            return BacklogBatch.nothing(pacing);
        }
        Instant now = clock.instant();
        Optional<RateLimit> rate = endpoint.options().rateLimit();
        int permits =
                rate.map(limited -> limited.permits(endpoint.pacedUntil(), now)).orElse(limit);
        if (permits == 0) {
            return new BacklogBatch(
                    List.of(), true, pacing, rate.map(limited -> limited.next(endpoint.pacedUntil(), now)));
        }
        int most = inOrder ? 1 : Math.min(limit, permits);
        List<Object[]> rows = waiting(inOrder ? "Delivery.head" : "Delivery.waiting", endpointId, most, now);
        List<ClaimedDelivery> claimed = claim(rows, targets, now, now);
        Optional<Instant> pacedUntil = rate.map(limited -> pace(endpoint, limited, claimed.size(), now));
        boolean more = rows.size() == most && !claimed.isEmpty();
        return new BacklogBatch(
                claimed,
                more,
                pacing,
                claimed.size() < permits
                        ? Optional.empty()
                        : rate.flatMap(limited -> pacedUntil.map(until -> limited.next(until, now))));
    }

    private Instant pace(WebhookEndpoint endpoint, RateLimit rate, int requests, Instant now) {
        Instant until = rate.after(requests, endpoint.pacedUntil(), now);
        entities.createNamedQuery("WebhookEndpoint.pace")
                .setParameter("id", endpoint.id())
                .setParameter("until", until)
                .executeUpdate();
        return until;
    }

    /** Gives claims back whose attempts were not begun; the deliveries are due as they were before. */
    public void release(Collection<ClaimedDelivery> unsent) {
        entities.createNamedQuery("Delivery.release")
                .setParameter(
                        "ids",
                        unsent.stream()
                                .map(ClaimedDelivery::deliveryId)
                                .sorted()
                                .toList())
                .setParameter(
                        "claims",
                        unsent.stream().map(ClaimedDelivery::claimNumber).collect(Collectors.toSet()))
                .executeUpdate();
    }

    private List<Object[]> due(Collection<String> ids, Instant latest, Instant now) {
        return ids.isEmpty()
                ? List.of()
                : entities.createNamedQuery("Delivery.due", Object[].class)
                        .setParameter("ids", ids)
                        .setParameter("latest", latest)
                        .setParameter("now", now)
                        .getResultList();
    }

    private List<Object[]> waiting(String query, String endpointId, int limit, Instant now) {
        return entities.createNamedQuery(query, Object[].class)
                .setParameter("endpoint", endpointId)
                .setParameter("ever", EVER)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    private static String endpointOf(Object[] row) {
        return (String) row[1];
    }

    private EndpointResolver targets() {
        return new EndpointResolver(entities, destinations, plans);
    }

    /** Among rivals who have read the same rows, each row's update decides. */
    private List<ClaimedDelivery> claim(List<Object[]> found, EndpointResolver targets, Instant latest, Instant now) {
        List<Object[]> rows = found.stream()
                .filter(row -> targets.of(endpointOf(row)).isReadable())
                .toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        // In one order, so that rivals wait for each other and never in a circle.
        List<String> ids = rows.stream().map(row -> (String) row[0]).sorted().toList();
        Lease lease = Lease.from(now, settings.webhookTimeout());
        int claimed = entities.createNamedQuery("Delivery.claim")
                .setParameter("ids", ids)
                .setParameter("latest", latest)
                .setParameter("now", now)
                .setParameter("claim", lease.claimNumber())
                .setParameter("leaseEnd", lease.end())
                .executeUpdate();
        if (claimed == rows.size()) {
            return deliverable(rows, targets, lease);
        }
        Set<String> mine = Set.copyOf(entities.createNamedQuery("Delivery.claimed", String.class)
                .setParameter("ids", ids)
                .setParameter("claim", lease.claimNumber())
                .getResultList());
        return deliverable(
                rows.stream().filter(row -> mine.contains((String) row[0])).toList(), targets, lease);
    }

    private List<ClaimedDelivery> deliverable(List<Object[]> rows, EndpointResolver targets, Lease lease) {
        List<ClaimedDelivery> claimed = new ArrayList<>();
        Map<String, List<String>> refused = new HashMap<>();
        for (Object[] row : rows) {
            EventType type = (EventType) row[2];
            Target target = targets.of(endpointOf(row));
            Optional<Destination> destination = target.destinationOf(type);
            if (destination.isEmpty()) {
                refused.computeIfAbsent(target.obstacle(), reason -> new ArrayList<>())
                        .add((String) row[0]);
            } else {
                claimed.add(new ClaimedDelivery(
                        (String) row[0],
                        lease.claimNumber(),
                        lease.start(),
                        lease.end(),
                        (String) row[4],
                        endpointOf(row),
                        destination.get().receiver(),
                        (String) row[5],
                        type,
                        (Integer) row[3] + 1,
                        (Integer) row[3] + 1 - (Integer) row[7] > (Integer) row[8],
                        type == EventType.WEBHOOK_TEST,
                        (String) row[6],
                        (Instant) row[9],
                        TraceContext.parse((String) row[10], (String) row[11])));
            }
        }
        refused.forEach((reason, deliveries) -> cancel(deliveries, lease, reason));
        return claimed;
    }

    private void cancel(List<String> ids, Lease lease, String reason) {
        entities.createNamedQuery("Delivery.cancelClaimed")
                .setParameter("ids", ids)
                .setParameter("claim", lease.claimNumber())
                .setParameter("reason", reason)
                .executeUpdate();
    }
}
