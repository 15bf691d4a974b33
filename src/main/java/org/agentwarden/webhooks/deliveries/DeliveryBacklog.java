package org.agentwarden.webhooks.deliveries;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.agentwarden.webhooks.endpoints.DisabledReason;
import org.agentwarden.webhooks.endpoints.EndpointDeleted;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/** Deliveries that are due and not claimed, and those whose endpoint was deleted. */
@Stateless
public class DeliveryBacklog {

    private static final String CANCEL = "update Delivery d set d.status ="
            + " org.agentwarden.webhooks.deliveries.DeliveryStatus.CANCELLED, d.dueAt = null,"
            + " d.lastError = '" + DisabledReason.DELETED.text() + "' where d.dueAt >= :ever";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private InstantSource clock;

    /** Whether a delivery of the endpoint is due and not claimed. */
    public boolean hasUnclaimed(WebhookEndpoint endpoint) {
        return !oldestDue(endpoint, clock.instant(), 1).isEmpty();
    }

    public void cancelPending(@Observes EndpointDeleted deleted) {
        entities.createQuery(CANCEL + " and d.endpointId = :endpoint")
                .setParameter("ever", Instant.EPOCH)
                .setParameter("endpoint", deleted.endpointId())
                .executeUpdate();
    }

    /** Cancels deliveries that were stored while their endpoint was being deleted, so long ago at least. */
    public void cancelOrphans(Duration margin) {
        entities.createQuery(CANCEL + " and d.dueAt <= :before and not exists"
                        + " (select e.id from WebhookEndpoint e where e.id = d.endpointId)")
                .setParameter("ever", Instant.EPOCH)
                .setParameter("before", clock.instant().minus(margin))
                .executeUpdate();
    }

    /**
     * The endpoints with overdue deliveries. Costs one index look-up for each endpoint, however many deliveries wait.
     *
     * @param margin how long after its time a delivery counts as overdue
     * @param claimMargin how long after its end a lease counts as ended
     */
    public List<WebhookEndpoint> overdueEndpoints(Duration margin, Duration claimMargin) {
        Instant now = clock.instant();
        return entities.createQuery(
                        "select e from WebhookEndpoint e where exists (select d.id from Delivery d where"
                                + " d.endpointId = e.id and d.dueAt between :ever and :before and (d.leaseEnd is null or"
                                + " d.leaseEnd < :endedBefore)) and e.blockedBy is null",
                        WebhookEndpoint.class)
                .setParameter("ever", Instant.EPOCH)
                .setParameter("before", now.minus(margin))
                .setParameter("endedBefore", now.minus(claimMargin))
                .getResultList();
    }

    /**
     * Overdue deliveries, without those of endpoints that fail or have an order or a rate limit: these wait for the receiver.
     *
     * @param most how many to count, at least 1
     */
    public Backlog backlog(int most) {
        Instant now = clock.instant();
        Instant oldest = now;
        int counted = 0;
        for (WebhookEndpoint endpoint : overdueEndpoints(Duration.ZERO, Duration.ZERO)) {
            if (!endpoint.health().isFailing() && !endpoint.options().holdsBack()) {
                List<Instant> due = oldestDue(endpoint, now, Math.max(1, most - counted));
                oldest = due.isEmpty() || oldest.isBefore(due.get(0)) ? oldest : due.get(0);
                counted = Math.min(most, counted + due.size());
            }
        }
        return new Backlog(Duration.between(oldest, now), counted);
    }

    private List<Instant> oldestDue(WebhookEndpoint endpoint, Instant now, int most) {
        return entities.createQuery(
                        "select d.dueAt from Delivery d where d.endpointId = :endpoint and d.dueAt between :ever"
                                + " and :now and (d.leaseEnd is null or d.leaseEnd < :now) order by d.endpointId, d.dueAt",
                        Instant.class)
                .setParameter("endpoint", endpoint.id())
                .setParameter("ever", Instant.EPOCH)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultList();
    }
}
