package org.agentwarden.webhooks.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.agentwarden.actions.ActionBlocked;
import org.agentwarden.actions.ActionFailed;
import org.agentwarden.agents.AgentNameCache;
import org.agentwarden.approvals.AgentAction;
import org.agentwarden.approvals.ApprovalDecided;
import org.agentwarden.approvals.ApprovalReminded;
import org.agentwarden.approvals.ApprovalRequested;
import org.agentwarden.approvals.ApprovalRevoked;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.trace.CurrentTrace;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.DeliveryExhausted;
import org.agentwarden.webhooks.deliveries.DeliverySlots;
import org.agentwarden.webhooks.deliveries.EventContent;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.deliveries.ScheduledDeliveries;
import org.agentwarden.webhooks.deliveries.WebhookEvent;
import org.agentwarden.webhooks.endpoints.EndpointDisabled;
import org.agentwarden.webhooks.endpoints.EndpointRecovered;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.Subscription;
import org.agentwarden.webhooks.endpoints.Subscriptions;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/** Stores an event and its deliveries in the transaction that causes them. */
@ApplicationScoped
@Transactional
public class Outbox {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Subscriptions subscriptions;

    @Inject
    private AgentNameCache agents;

    @Inject
    private ScheduledDeliveries scheduled;

    @Inject
    private DeliverySlots slots;

    @Inject
    private Event<EventStored> stored;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    void on(@Observes ActionBlocked event) {
        publish(EventType.LOG_BLOCKED, event, event.checkId(), EventPayloads.of(event));
    }

    void on(@Observes ApprovalRequested event) {
        publish(EventType.LOG_PENDING_APPROVAL, event, event.approvalId(), EventPayloads.of(event));
    }

    void on(@Observes ActionFailed event) {
        publish(EventType.LOG_FAILED, event, event.logId(), EventPayloads.of(event));
    }

    void on(@Observes ApprovalDecided event) {
        EventType type = switch (event.outcome()) {
            case APPROVED -> EventType.APPROVAL_APPROVED;
            case REJECTED -> EventType.APPROVAL_REJECTED;
            case EXPIRED -> EventType.APPROVAL_EXPIRED;
            case PENDING, CANCELLED -> throw new IllegalArgumentException("Not a decision: " + event.outcome());
        };
        publish(type, event, event.approvalId(), EventPayloads.of(event));
    }

    void on(@Observes ApprovalRevoked event) {
        publish(EventType.APPROVAL_REVOKED, event, event.approvalId(), EventPayloads.of(event));
    }

    void on(@Observes ApprovalReminded event) {
        publish(EventType.APPROVAL_REMINDER, event, event.approvalId(), EventPayloads.of(event));
    }

    void on(@Observes EndpointDisabled event) {
        publishToOthers(
                event.endpointId(), event.organizationId(), EventType.WEBHOOK_DISABLED, EventPayloads.of(event));
    }

    void on(@Observes EndpointRecovered event) {
        publishToOthers(
                event.endpointId(), event.organizationId(), EventType.WEBHOOK_RECOVERED, EventPayloads.of(event));
    }

    void on(@Observes DeliveryExhausted event) {
        publishToOthers(
                event.endpointId(), event.organizationId(), EventType.DELIVERY_EXHAUSTED, EventPayloads.of(event));
    }

    private void publish(EventType type, AgentAction done, String subjectId, JsonObject data) {
        String organizationId = done.organizationId();
        List<Subscription> interested = subscriptions.to(type, organizationId).stream()
                .filter(subscription -> subscription
                        .filter()
                        .accepts(done.agentId(), () -> agents.nameOf(organizationId, done.agentId()), done.action()))
                .toList();
        store(interested, organizationId, type, Optional.of(subjectId), data);
    }

    private void publishToOthers(String endpointId, String organizationId, EventType type, JsonObject data) {
        List<Subscription> others = subscriptions.to(type, organizationId).stream()
                .filter(subscription -> !subscription.endpointId().equals(endpointId))
                .toList();
        store(others, organizationId, type, Optional.empty(), data);
    }

    private void store(
            List<Subscription> subscriptions,
            String organizationId,
            EventType type,
            Optional<String> subjectId,
            JsonObject data) {
        if (!subscriptions.isEmpty()) {
            Instant now = clock.instant();
            WebhookEvent event = store(organizationId, type, data, now);
            subscriptions.forEach(subscription -> store(event, subscription, subjectId, now));
        }
    }

    private void store(WebhookEvent event, Subscription subscription, Optional<String> subjectId, Instant now) {
        Delivery delivery = new Delivery(event, subscription.endpointId(), subscription.maxRetries(), now);
        subjectId.ifPresent(delivery::about);
        if (subscription.obstacle().isPresent()) {
            delivery.cancel(subscription.obstacle().get().text());
        } else if (!subscription.holdsBack() && slots.tryReserve(subscription.endpointId(), subscription.failing())) {
            Lease lease = Lease.from(now, settings.webhookTimeout());
            delivery.claim(lease);
            scheduled.addClaimed(ClaimedDelivery.first(delivery, event.content(), lease, subscription.receiver()));
        } else {
            scheduled.addWaiting(delivery.scheduled());
        }
        entities.persist(delivery);
    }

    /**
     * Stores an event for one endpoint, subscribed or not, without retries and without a message. The caller must claim it
     * within five seconds; after that any node may.
     */
    public Delivery publishTest(WebhookEndpoint endpoint, EventType type) {
        JsonObject data =
                type == EventType.WEBHOOK_TEST ? EventPayloads.test(endpoint.id()) : EventPayloads.example(type);
        Instant now = clock.instant();
        Delivery delivery = new Delivery(
                store(endpoint.organizationId(), type, data, now),
                endpoint.id(),
                0,
                now.plus(Delivery.TEST_RESERVATION));
        entities.persist(delivery);
        return delivery;
    }

    private WebhookEvent store(String organizationId, EventType type, JsonObject data, Instant now) {
        String id = Ids.timeOrdered();
        String payload = EventPayloads.envelope(id, type, now, settings.timestampStyle(), data);
        WebhookEvent event =
                new WebhookEvent(organizationId, new EventContent(id, type, payload, now, CurrentTrace.get()));
        entities.persist(event);
        stored.fire(new EventStored(type));
        return event;
    }
}
