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
import org.agentwarden.webhooks.endpoints.EndpointDeleted;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/** Deliveries that are due and that nobody has claimed, and those that can never be sent. */
@Stateless
public class DeliveryBacklog {

    private static final String CANCEL = "update Delivery d set d.status ="
            + " org.agentwarden.webhooks.deliveries.DeliveryStatus.CANCELLED, d.dueAt = null,"
            + " d.lastError = 'the endpoint was deleted' where d.dueAt >= :ever";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private InstantSource clock;

    /** Whether a delivery of the endpoint is due and nobody has claimed it yet. */
    public boolean hasUnclaimed(WebhookEndpoint endpoint) {
        return !oldestDue(endpoint, clock.instant(), 1).isEmpty();
    }

    public void cancelPending(@Observes EndpointDeleted deleted) {
        entities.createQuery(CANCEL + " and d.endpointId = :endpoint")
                .setParameter("ever", Instant.EPOCH)
                .setParameter("endpoint", deleted.endpointId())
                .executeUpdate();
    }

    /** Cancels what was stored for an endpoint just as it was deleted. */
    public void cancelOrphans(Duration margin) {
        entities.createQuery(CANCEL + " and d.dueAt <= :before and not exists"
                        + " (select e.id from WebhookEndpoint e where e.id = d.endpointId)")
                .setParameter("ever", Instant.EPOCH)
                .setParameter("before", clock.instant().minus(margin))
                .executeUpdate();
    }

    /**
     * The endpoints with deliveries that should have been attempted by now: their message was lost, whoever had claimed
     * them died, or the endpoint is slower than its events come. Costs one look into an index per endpoint, however many
     * deliveries wait.
     *
     * @param margin how long after its time a delivery counts as overdue
     * @param claimMargin how long after its end a claim counts as lost
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
     * What waits for this server. Endpoints that fail, or that want their deliveries one by one or not too fast, are left
     * out: what waits for them says nothing about it.
     *
     * @param most how far the deliveries are counted, at least 1: of each overdue endpoint one row is read, and no more
     *     than so many rows beyond that
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
