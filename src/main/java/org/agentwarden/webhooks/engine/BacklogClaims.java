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
import java.util.List;
import java.util.Optional;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.endpoints.RateLimit;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.engine.EndpointResolver.ResolvedEndpoint;
import org.agentwarden.webhooks.scheduling.BacklogBatch;
import org.agentwarden.webhooks.scheduling.DeliveryMode;

/** Claims what has waited longest for one endpoint, in a short transaction of its own, and keeps its order and its rate. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class BacklogClaims {

    /** Before any due time: an index is not searched among the finished deliveries, which have none. */
    private static final Instant EVER = Instant.EPOCH;

    private static final String OLDEST = DueDelivery.SELECT
            + " and d.endpointId = :endpoint and d.dueAt between :ever and :latest" + DeliveryLeases.UNCLAIMED
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

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private EndpointResolver endpoints;

    @Inject
    private DeliveryLeases leases;

    @Inject
    private InstantSource clock;

    /** Claims the deliveries of one endpoint that have waited longest, at most so many, and no more than its rate allows. */
    public BacklogBatch claimOldest(String endpointId, int limit) {
        ResolvedEndpoint resolved = endpoints.resolve(endpointId);
        if (!resolved.isReadable()) {
            return BacklogBatch.nothing(DeliveryMode.UNORDERED);
        }
        if (resolved.holdsBack()) {
            return claimHeldBack(endpointId, resolved, limit);
        }
        Instant now = clock.instant();
        List<DueDelivery> oldest = oldest(OLDEST, endpointId, limit, now);
        List<ClaimedDelivery> claimed = leases.claim(oldest, id -> resolved, now, now);
        return new BacklogBatch(claimed, oldest.size() == limit, DeliveryMode.UNORDERED, Optional.empty());
    }

    /** Nodes lock the endpoint, so that together they keep its order and its rate. */
    private BacklogBatch claimHeldBack(String endpointId, ResolvedEndpoint resolved, int limit) {
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
        List<ClaimedDelivery> claimed = leases.claim(oldest, id -> resolved, now, now);
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
        entities.createQuery("update WebhookEndpoint e set e.pacedUntil = :until where e.id = :id")
                .setParameter("id", endpoint.id())
                .setParameter("until", until)
                .executeUpdate();
        return until;
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
}
