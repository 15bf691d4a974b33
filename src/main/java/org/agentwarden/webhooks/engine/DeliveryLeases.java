package org.agentwarden.webhooks.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.endpoints.DisabledReason;
import org.agentwarden.webhooks.engine.EndpointResolver.ResolvedEndpoint;

/** Gives this node leases of deliveries, in the transaction of the caller. */
@ApplicationScoped
class DeliveryLeases {

    /** A lease counts as ended only when it has ended by the slowest clock; without a claim it is the time of a retry. */
    static final String UNCLAIMED =
            " and (d.leaseEnd is null or d.leaseEnd < :ended or (d.claimNumber = 0 and d.leaseEnd <= :latest))";

    private static final String CLAIM = "update Delivery d set d.claimNumber = :claim, d.leaseEnd = :leaseEnd"
            + " where d.id in :ids and d.dueAt <= :latest" + UNCLAIMED;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Settings settings;

    /**
     * Claims those of the deliveries that no other node has claimed since they were found, and cancels those whose endpoint
     * takes nothing.
     *
     * @param latest due times up to this one count
     */
    List<ClaimedDelivery> claim(
            List<DueDelivery> found, Function<String, ResolvedEndpoint> endpoints, Instant latest, Instant now) {
        List<DueDelivery> readable = found.stream()
                .filter(due -> endpoints.apply(due.endpointId()).isReadable())
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

    private List<ClaimedDelivery> deliverable(
            List<DueDelivery> claimed, Function<String, ResolvedEndpoint> endpoints, Lease lease) {
        List<ClaimedDelivery> deliverable = new ArrayList<>();
        Map<DisabledReason, List<String>> refused = new EnumMap<>(DisabledReason.class);
        for (DueDelivery due : claimed) {
            ResolvedEndpoint endpoint = endpoints.apply(due.endpointId());
            endpoint.destinationOf(due.eventType())
                    .ifPresentOrElse(
                            destination -> deliverable.add(due.claimedWith(lease, destination.receiver())),
                            () -> refused.computeIfAbsent(
                                            endpoint.obstacle().orElseThrow(), reason -> new ArrayList<>())
                                    .add(due.id()));
        }
        refused.forEach((reason, deliveries) -> cancel(deliveries, lease, reason.text()));
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
