package org.agentwarden.webhooks.history;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.deliveries.ScheduledDeliveries;
import org.agentwarden.webhooks.deliveries.ScheduledDelivery;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.endpoints.WebhookQuota;

/** What people do with stored deliveries: retry, skip, send again. */
@Stateless
public class DeliveryOperations {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private DeliveryHistory history;

    @Inject
    private WebhookQuota allowance;

    @Inject
    private ScheduledDeliveries scheduled;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /**
     * Begins a new round of attempts, with the endpoint's number of retries, and unblocks the endpoint.
     *
     * @throws PlanLimitExceeded when the organization's plan is without webhooks
     * @throws Conflict when the endpoint is deleted or disabled
     */
    public Delivery retry(String organizationId, String id) {
        allowance.requireWebhooksInPlan(organizationId);
        Delivery delivery = history.find(organizationId, id);
        WebhookEndpoint endpoint = openEndpoint(delivery);
        entities.refresh(delivery, LockModeType.PESSIMISTIC_WRITE);
        endpoint.unblock(id);
        revive(delivery, endpoint, clock.instant());
        raise(ChangeKind.DELIVERY_RETRIED, delivery);
        return delivery;
    }

    /** Unblocks the endpoint; the delivery stays exhausted. @throws Conflict when it does not block the endpoint */
    public Delivery skip(String organizationId, String id) {
        Delivery delivery = history.find(organizationId, id);
        WebhookEndpoint endpoint = openEndpoint(delivery);
        if (!endpoint.unblock(id)) {
            throw new Conflict("not_blocking", "This delivery holds up no other");
        }
        Instant now = clock.instant();
        entities.createQuery(
                        "select d.id from Delivery d where d.endpointId = :endpoint and d.dueAt between :ever and"
                                + " :now order by d.endpointId, d.dueAt, d.id",
                        String.class)
                .setParameter("endpoint", endpoint.id())
                .setParameter("ever", Instant.EPOCH)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultStream()
                .forEach(next -> scheduled.addWaiting(new ScheduledDelivery(next, endpoint.id(), now)));
        raise(ChangeKind.DELIVERY_SKIPPED, delivery);
        return delivery;
    }

    private void raise(ChangeKind kind, Delivery delivery) {
        changes.raise(
                kind,
                Subject.of(delivery.organizationId(), delivery.id()),
                JsonBuilder.of()
                        .text("webhook_id", delivery.endpointId())
                        .text("event", delivery.eventType().wireName())
                        .build());
    }

    /** Locked, and before any delivery, as everywhere. */
    private WebhookEndpoint openEndpoint(Delivery delivery) {
        WebhookEndpoint endpoint =
                entities.find(WebhookEndpoint.class, delivery.endpointId(), LockModeType.PESSIMISTIC_WRITE);
        if (endpoint == null || !endpoint.enabled()) {
            throw new Conflict("endpoint_unavailable", "The webhook of this delivery is deleted or disabled");
        }
        return endpoint;
    }

    /**
     * Begins new rounds of attempts for finished deliveries of one endpoint; pending ones stay as they are.
     *
     * @param ids at most some hundreds: all of them are loaded
     * @param endpoint locked by the caller: otherwise a delivery that is exhausted meanwhile blocks it for good
     */
    public void revive(List<String> ids, WebhookEndpoint endpoint) {
        Instant now = clock.instant();
        entities.createQuery("select d from Delivery d where d.id in :ids order by d.id", Delivery.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .filter(delivery -> delivery.status() != DeliveryStatus.PENDING)
                .forEach(delivery -> revive(delivery, endpoint, now));
        if (endpoint.options().ordering().isKept()) {
            endpoint.blockedBy().filter(ids::contains).ifPresent(endpoint::unblock);
        }
    }

    private void revive(Delivery delivery, WebhookEndpoint endpoint, Instant now) {
        delivery.revive(endpoint.options().maxRetries(), endpoint.options().ordering(), now);
        scheduled.addWaiting(delivery.scheduled());
    }
}
