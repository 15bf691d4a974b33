package org.agentwarden.webhooks.engine;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
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
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.endpoints.Destinations;
import org.agentwarden.webhooks.endpoints.RateLimit;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.engine.EndpointResolver.ResolvedEndpoint;
import org.agentwarden.webhooks.scheduling.BacklogBatch;
import org.agentwarden.webhooks.scheduling.DeliveryMode;

/**
 * Claims deliveries for one attempt each, many in one short transaction of its own. Among nodes that want the same ones the
 * database lets one win. A claim that is lost in a crash ends with its lease.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DeliveryClaims {

    /** Before any due time: an index is not searched among the finished deliveries, which have none. */
    private static final Instant EVER = Instant.EPOCH;

    /** A lease counts as ended only when it has ended by the slowest clock; without a claim it is the time of a retry. */
    private static final String UNCLAIMED =
            " and (d.leaseEnd is null or d.leaseEnd < :ended or (d.claimNumber = 0 and d.leaseEnd <= :latest))";

    private static final String DUE = DueDelivery.SELECT + " and d.id in :ids and d.dueAt <= :latest" + UNCLAIMED;

    private static final String OLDEST = DueDelivery.SELECT
            + " and d.endpointId = :endpoint and d.dueAt between :ever and :latest" + UNCLAIMED
            + " order by d.endpointId, d.dueAt";

    /**
     * The first of an endpoint that keeps the order, also if it waits for its retry and can't be claimed; none while one of
     * its deliveries is claimed, due by this node's clock or not.
     */
    private static final String NEXT_IN_ORDER = DueDelivery.SELECT
            + " and d.endpointId = :endpoint and d.dueAt between :ever and :latest"
            + " and not exists (select o.id from Delivery o where o.endpointId = :endpoint"
            + " and o.dueAt >= :ever and o.claimNumber <> 0 and o.leaseEnd >= :ended)"
            + " order by d.endpointId, d.dueAt, d.id";

    private static final String CLAIM = "update Delivery d set d.claimNumber = :claim, d.leaseEnd = :leaseEnd"
            + " where d.id in :ids and d.dueAt <= :latest" + UNCLAIMED;

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
     * What was claimed of deliveries that were named.
     *
     * @param heldBack the endpoints whose deliveries can only be claimed by {@link #claimOldest}, because they are sent in
     *     order or at a limited rate
     */
    public record Claimed(List<ClaimedDelivery> deliveries, Set<String> heldBack) {}

    /** Those of the deliveries that are not finished, claimed or not. */
    public List<PendingDelivery> pending(Collection<String> deliveryIds) {
        return deliveryIds.isEmpty()
                ? List.of()
                : entities.createQuery(PendingDelivery.SELECT, PendingDelivery.class)
                        .setParameter("ids", deliveryIds)
                        .getResultList();
    }

    /**
     * Claims those of the deliveries that are due. Left out are those that somebody else has claimed, that are finished,
     * whose endpoint holds them back, and those whose endpoint's secrets this node can't open, which wait for another node.
     * Those whose endpoint is gone or disabled are cancelled.
     */
    public Claimed claim(Collection<String> deliveryIds) {
        Instant now = clock.instant();
        Instant latest = now.plus(Lease.CLOCK_TOLERANCE);
        EndpointResolver endpoints = endpoints();
        Map<Boolean, List<DueDelivery>> byHeldBack = due(deliveryIds, latest, now).stream()
                .collect(Collectors.partitioningBy(
                        due -> endpoints.of(due.endpointId()).holdsBack()));
        return new Claimed(
                claim(byHeldBack.getOrDefault(false, List.of()), endpoints, latest, now),
                byHeldBack.getOrDefault(true, List.of()).stream()
                        .map(DueDelivery::endpointId)
                        .collect(Collectors.toSet()));
    }

    /** Claims the delivery of a test, which nobody else may attempt yet. */
    public Optional<ClaimedDelivery> claimTest(String deliveryId) {
        Instant now = clock.instant();
        Instant reserved = now.plus(Delivery.TEST_RESERVATION);
        return claim(due(List.of(deliveryId), reserved, now), endpoints(), reserved, now).stream()
                .findFirst()
                .map(ClaimedDelivery::asTest);
    }

    /** Claims the deliveries of one endpoint that have waited longest, at most so many, and no more than its rate allows. */
    public BacklogBatch claimOldest(String endpointId, int limit) {
        EndpointResolver endpoints = endpoints();
        ResolvedEndpoint resolved = endpoints.of(endpointId);
        if (!resolved.isReadable()) {
            return BacklogBatch.nothing(DeliveryMode.UNORDERED);
        }
        if (resolved.holdsBack()) {
            return claimHeldBack(endpointId, endpoints, limit);
        }
        Instant now = clock.instant();
        List<DueDelivery> oldest = oldest(OLDEST, endpointId, limit, now);
        List<ClaimedDelivery> claimed = claim(oldest, endpoints, now, now);
        return new BacklogBatch(claimed, oldest.size() == limit, DeliveryMode.UNORDERED, Optional.empty());
    }

    /** Nodes lock the endpoint, so that together they keep its order and its rate. */
    private BacklogBatch claimHeldBack(String endpointId, EndpointResolver endpoints, int limit) {
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, endpointId);
        entities.refresh(endpoint, LockModeType.PESSIMISTIC_WRITE);
        boolean inOrder = endpoint.options().ordering().isKept();
        DeliveryMode mode = inOrder ? DeliveryMode.ORDERED : DeliveryMode.RATE_LIMITED;
        if (endpoint.blockedBy().isPresent()) {
            return BacklogBatch.nothing(mode);
        }
        Instant now = clock.instant();
        Optional<RateLimit> rate = endpoint.options().rateLimit();
        int permits =
                rate.map(limited -> limited.permits(endpoint.pacedUntil(), now)).orElse(limit);
        if (permits == 0) {
            return new BacklogBatch(
                    List.of(), true, mode, rate.map(limited -> limited.next(endpoint.pacedUntil(), now)));
        }
        int most = inOrder ? 1 : Math.min(limit, permits);
        List<DueDelivery> oldest = oldest(inOrder ? NEXT_IN_ORDER : OLDEST, endpointId, most, now);
        List<ClaimedDelivery> claimed = claim(oldest, endpoints, now, now);
        Optional<Instant> pacedUntil = rate.map(limited -> countAgainst(endpoint, limited, claimed.size(), now));
        boolean more = oldest.size() == most && !claimed.isEmpty();
        return new BacklogBatch(
                claimed,
                more,
                mode,
                claimed.size() < permits
                        ? Optional.empty()
                        : rate.flatMap(limited -> pacedUntil.map(until -> limited.next(until, now))));
    }

    private Instant countAgainst(WebhookEndpoint endpoint, RateLimit rate, int requests, Instant now) {
        Instant until = rate.after(requests, endpoint.pacedUntil(), now);
        entities.createNamedQuery("WebhookEndpoint.setPacedUntil")
                .setParameter("id", endpoint.id())
                .setParameter("until", until)
                .executeUpdate();
        return until;
    }

    /** Gives claims back whose attempts were not begun; the deliveries are due as they were before. */
    public void release(Collection<ClaimedDelivery> unsent) {
        entities.createQuery("update Delivery d set d.leaseEnd = null, d.claimNumber = 0"
                        + " where d.id in :ids and d.claimNumber in :claims")
                .setParameter(
                        "ids",
                        unsent.stream()
                                .map(ClaimedDelivery::deliveryId)
                                .sorted()
                                .toList())
                .setParameter(
                        "claims",
                        unsent.stream()
                                .map(delivery -> delivery.lease().claimNumber())
                                .collect(Collectors.toSet()))
                .executeUpdate();
    }

    private List<DueDelivery> due(Collection<String> ids, Instant latest, Instant now) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery(DUE, DueDelivery.class)
                        .setParameter("ids", ids)
                        .setParameter("latest", latest)
                        .setParameter("ended", now.minus(Lease.CLOCK_TOLERANCE))
                        .getResultList();
    }

    private List<DueDelivery> oldest(String query, String endpointId, int limit, Instant now) {
        return entities.createQuery(query, DueDelivery.class)
                .setParameter("endpoint", endpointId)
                .setParameter("ever", EVER)
                .setParameter("latest", now)
                .setParameter("ended", now.minus(Lease.CLOCK_TOLERANCE))
                .setMaxResults(limit)
                .getResultList();
    }

    private EndpointResolver endpoints() {
        return new EndpointResolver(entities, destinations, plans);
    }

    /** Among nodes that have read the same rows, each row's update decides. */
    private List<ClaimedDelivery> claim(
            List<DueDelivery> found, EndpointResolver endpoints, Instant latest, Instant now) {
        List<DueDelivery> readable = found.stream()
                .filter(due -> endpoints.of(due.endpointId()).isReadable())
                .toList();
        if (readable.isEmpty()) {
            return List.of();
        }
        // In one order, so that nodes wait for each other and never in a circle.
        List<String> ids = readable.stream().map(DueDelivery::id).sorted().toList();
        Lease lease = Lease.from(now, settings.webhookTimeout());
        int claimed = entities.createQuery(CLAIM)
                .setParameter("ids", ids)
                .setParameter("latest", latest)
                .setParameter("ended", now.minus(Lease.CLOCK_TOLERANCE))
                .setParameter("claim", lease.claimNumber())
                .setParameter("leaseEnd", lease.end())
                .executeUpdate();
        if (claimed == readable.size()) {
            return deliverable(readable, endpoints, lease);
        }
        Set<String> mine = Set.copyOf(entities.createQuery(
                        "select d.id from Delivery d where d.id in :ids and d.claimNumber = :claim", String.class)
                .setParameter("ids", ids)
                .setParameter("claim", lease.claimNumber())
                .getResultList());
        return deliverable(
                readable.stream().filter(due -> mine.contains(due.id())).toList(), endpoints, lease);
    }

    private List<ClaimedDelivery> deliverable(List<DueDelivery> claimed, EndpointResolver endpoints, Lease lease) {
        List<ClaimedDelivery> deliverable = new ArrayList<>();
        Map<String, List<String>> refused = new HashMap<>();
        for (DueDelivery due : claimed) {
            ResolvedEndpoint endpoint = endpoints.of(due.endpointId());
            endpoint.destinationOf(due.eventType())
                    .ifPresentOrElse(
                            destination -> deliverable.add(due.claimedWith(lease, destination.receiver())),
                            () -> refused.computeIfAbsent(endpoint.obstacle(), reason -> new ArrayList<>())
                                    .add(due.id()));
        }
        refused.forEach((reason, deliveries) -> cancel(deliveries, lease, reason));
        return deliverable;
    }

    private void cancel(List<String> ids, Lease lease, String reason) {
        entities.createQuery("update Delivery d set d.status = :cancelled, d.dueAt = null, d.lastError = :reason"
                        + " where d.id in :ids and d.claimNumber = :claim")
                .setParameter("cancelled", DeliveryStatus.CANCELLED)
                .setParameter("ids", ids)
                .setParameter("claim", lease.claimNumber())
                .setParameter("reason", reason)
                .executeUpdate();
    }
}
