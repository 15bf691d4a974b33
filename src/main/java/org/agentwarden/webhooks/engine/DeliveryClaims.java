package org.agentwarden.webhooks.engine;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.engine.EndpointResolver.ResolvedEndpoint;

/** Claims deliveries by their ids, many in one short transaction of its own. After a crash, a claim ends with its lease. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DeliveryClaims {

    private static final String DUE =
            DueDelivery.SELECT + " and d.id in :ids and d.dueAt <= :latest" + DeliveryLeases.UNCLAIMED;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private EndpointResolver resolver;

    @Inject
    private DeliveryLeases leases;

    @Inject
    private InstantSource clock;

    /**
     * Result of a claim by ids.
     *
     * @param heldBack endpoints with an order or a rate limit: only {@link BacklogClaims} claims their deliveries
     */
    public record Claimed(List<ClaimedDelivery> deliveries, Set<String> heldBack) {}

    /** The deliveries that are not finished, claimed or not. */
    public List<PendingDelivery> pending(Collection<String> deliveryIds) {
        return deliveryIds.isEmpty()
                ? List.of()
                : entities.createQuery(PendingDelivery.SELECT, PendingDelivery.class)
                        .setParameter("ids", deliveryIds)
                        .getResultList();
    }

    /**
     * Claims the deliveries that are due and free, and cancels those whose endpoint is deleted or disabled. Leaves out
     * those whose endpoint has an order, a rate limit, or secrets that this node can't open.
     */
    public Claimed claim(Collection<String> deliveryIds) {
        Instant now = clock.instant();
        Instant latest = now.plus(Lease.CLOCK_TOLERANCE);
        Function<String, ResolvedEndpoint> endpoints = resolver.once();
        Map<Boolean, List<DueDelivery>> byHeldBack = due(deliveryIds, latest, now).stream()
                .collect(Collectors.partitioningBy(
                        due -> endpoints.apply(due.endpointId()).holdsBack()));
        return new Claimed(
                leases.claim(byHeldBack.getOrDefault(false, List.of()), endpoints, latest, now),
                byHeldBack.getOrDefault(true, List.of()).stream()
                        .map(DueDelivery::endpointId)
                        .collect(Collectors.toSet()));
    }

    /** Claims the delivery of a test while it is reserved for the caller. */
    public Optional<ClaimedDelivery> claimTest(String deliveryId) {
        Instant now = clock.instant();
        Instant reserved = now.plus(Delivery.TEST_RESERVATION);
        return leases.claim(due(List.of(deliveryId), reserved, now), resolver::resolve, reserved, now).stream()
                .findFirst()
                .map(ClaimedDelivery::asTest);
    }

    /** Releases claims of deliveries that were not sent; these are due as before. */
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
}
