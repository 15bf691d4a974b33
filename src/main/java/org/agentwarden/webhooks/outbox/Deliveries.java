package org.agentwarden.webhooks.outbox;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.webhooks.endpoints.EndpointDeleted;
import org.agentwarden.webhooks.endpoints.WebhookAllowance;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/** What happens to stored deliveries apart from attempts: revived by a person, cancelled, looked after. */
@Stateless
public class Deliveries {

    private static final String ENDPOINT_DELETED = "the endpoint was deleted";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private WebhookAllowance allowance;

    @Inject
    private Event<DeliveriesReady> ready;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /**
     * Begins a fresh round of attempts at once, with the endpoint's number of retries. Where order is kept, it goes before
     * all that is younger, and holds nothing up any more.
     *
     * @throws PlanLimitExceeded when the organization's plan is without webhooks
     * @throws Conflict when the endpoint is gone or disabled
     */
    public Delivery retry(String organizationId, String id) {
        allowance.requireWebhooksInPlan(organizationId);
        Delivery delivery = find(organizationId, id);
        WebhookEndpoint endpoint = openEndpoint(delivery);
        entities.refresh(delivery, LockModeType.PESSIMISTIC_WRITE);
        endpoint.unblock(id);
        delivery.revive(endpoint.options().maxRetries(), endpoint.options().ordering(), clock.instant());
        ready.fire(new DeliveriesReady(List.of(delivery.ticket())));
        raise(ChangeKind.DELIVERY_RETRIED, delivery);
        return delivery;
    }

    /**
     * Lets the later deliveries pass that it holds up; it stays exhausted itself.
     *
     * @throws Conflict when it holds nothing up
     */
    public Delivery skip(String organizationId, String id) {
        Delivery delivery = find(organizationId, id);
        WebhookEndpoint endpoint = openEndpoint(delivery);
        if (!endpoint.unblock(id)) {
            throw new Conflict("not_blocking", "This delivery holds up no other");
        }
        Instant now = clock.instant();
        entities.createNamedQuery("Delivery.firstDue", String.class)
                .setParameter("endpoint", endpoint.id())
                .setParameter("ever", Instant.EPOCH)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultStream()
                .forEach(next -> ready.fire(new DeliveriesReady(List.of(new Ticket(next, endpoint.id(), now)))));
        raise(ChangeKind.DELIVERY_SKIPPED, delivery);
        return delivery;
    }

    private void raise(ChangeKind kind, Delivery delivery) {
        changes.raise(
                kind,
                Subject.of(delivery.organizationId(), delivery.id()),
                JsonView.of()
                        .text("webhook_id", delivery.endpointId())
                        .text("event", delivery.eventType().wireName())
                        .build());
    }

    private Delivery find(String organizationId, String id) {
        Delivery delivery = entities.find(Delivery.class, id);
        if (delivery == null || !delivery.organizationId().equals(organizationId)) {
            throw new NotFound("Delivery not found");
        }
        return delivery;
    }

    /** Locked, and before any delivery, as everybody does. */
    private WebhookEndpoint openEndpoint(Delivery delivery) {
        WebhookEndpoint endpoint =
                entities.find(WebhookEndpoint.class, delivery.endpointId(), LockModeType.PESSIMISTIC_WRITE);
        if (endpoint == null || !endpoint.enabled()) {
            throw new Conflict("endpoint_unavailable", "The webhook of this delivery is deleted or disabled");
        }
        return endpoint;
    }

    /** Begins fresh rounds for finished deliveries of one endpoint; those that are pending are left as they are. */
    public void revive(List<String> ids, WebhookEndpoint endpoint) {
        Instant now = clock.instant();
        entities.createNamedQuery("Delivery.revive")
                .setParameter("ids", ids)
                .setParameter("retries", endpoint.options().maxRetries())
                .setParameter("now", now)
                .executeUpdate();
        if (endpoint.options().ordering().isKept()) {
            entities.createNamedQuery("Delivery.takePlaces")
                    .setParameter("ids", ids)
                    .executeUpdate();
            endpoint.blockedBy().filter(ids::contains).ifPresent(endpoint::unblock);
        }
        ready.fire(new DeliveriesReady(
                ids.stream().map(id -> new Ticket(id, endpoint.id(), now)).toList()));
    }

    /** Whether a delivery of the endpoint is due and nobody has claimed it yet. */
    public boolean hasUnclaimed(WebhookEndpoint endpoint) {
        return !oldestDue(endpoint, clock.instant(), 1).isEmpty();
    }

    public void cancelPending(@Observes EndpointDeleted deleted) {
        entities.createNamedQuery("Delivery.cancelOfEndpoint")
                .setParameter("endpoint", deleted.endpointId())
                .setParameter("reason", ENDPOINT_DELETED)
                .executeUpdate();
    }

    /** Cancels what was stored for an endpoint just as it was deleted. */
    public void cancelOrphans(Duration margin) {
        entities.createNamedQuery("Delivery.cancelOrphans")
                .setParameter("ever", Instant.EPOCH)
                .setParameter("before", clock.instant().minus(margin))
                .setParameter("reason", ENDPOINT_DELETED)
                .executeUpdate();
    }

    /**
     * The endpoints with deliveries that should have been attempted by now: their hint was lost, whoever had claimed
     * them died, or the endpoint is slower than its events come. Costs one look into an index per endpoint, however many
     * deliveries wait.
     *
     * @param margin how long after its time a delivery counts as overdue
     * @param claimMargin how long after its end a claim counts as lost
     */
    public List<WebhookEndpoint> overdueEndpoints(Duration margin, Duration claimMargin) {
        Instant now = clock.instant();
        return entities.createNamedQuery("Delivery.overdueEndpoints", WebhookEndpoint.class)
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
        return entities.createNamedQuery("Delivery.oldestDue", Instant.class)
                .setParameter("endpoint", endpoint.id())
                .setParameter("ever", Instant.EPOCH)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultList();
    }
}
