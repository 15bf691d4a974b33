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
import org.agentwarden.approvals.ApprovalDecided;
import org.agentwarden.approvals.ApprovalRequested;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.trace.CurrentTrace;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.DeliveriesScheduled;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.DeliveryExhausted;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.deliveries.DeliveryStored;
import org.agentwarden.webhooks.deliveries.WebhookEvent;
import org.agentwarden.webhooks.endpoints.DisabledReason;
import org.agentwarden.webhooks.endpoints.EndpointDisabled;
import org.agentwarden.webhooks.endpoints.EndpointRecovered;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.Subscription;
import org.agentwarden.webhooks.endpoints.Subscriptions;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/**
 * Turns what happened into rows that must be sent, in the transaction in which it happened: if that commits, nothing is
 * lost any more; if it rolls back, nothing was ever there.
 */
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
    private Event<DeliveriesScheduled> ready;

    @Inject
    private Event<DeliveryStored> deliveryStored;

    @Inject
    private Event<EventStored> stored;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    void on(@Observes ActionBlocked event) {
        publish(event.organizationId(), EventType.LOG_BLOCKED, EventPayloads.of(event));
    }

    void on(@Observes ApprovalRequested event) {
        publish(event.organizationId(), EventType.LOG_PENDING_APPROVAL, EventPayloads.of(event));
    }

    void on(@Observes ActionFailed event) {
        publish(event.organizationId(), EventType.LOG_FAILED, EventPayloads.of(event));
    }

    void on(@Observes ApprovalDecided event) {
        EventType type = switch (event.outcome()) {
            case APPROVED -> EventType.APPROVAL_APPROVED;
            case REJECTED -> EventType.APPROVAL_REJECTED;
            case EXPIRED -> EventType.APPROVAL_EXPIRED;
            case PENDING, CANCELLED -> throw new IllegalArgumentException("Not a decision: " + event.outcome());
        };
        publish(event.organizationId(), type, EventPayloads.of(event));
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
        Delivery delivery = event.delivery();
        publishToOthers(
                delivery.endpointId(),
                delivery.organizationId(),
                EventType.DELIVERY_EXHAUSTED,
                EventPayloads.of(event));
    }

    private void publishToOthers(String endpointId, String organizationId, EventType type, JsonObject data) {
        List<Subscription> others = subscriptions.to(type, organizationId).stream()
                .filter(subscription -> !subscription.endpointId().equals(endpointId))
                .toList();
        publish(others, organizationId, type, data);
    }

    private void publish(String organizationId, EventType type, JsonObject data) {
        String agentId = data.getString("agent_id");
        String action = data.getString("action");
        List<Subscription> interested = subscriptions.to(type, organizationId).stream()
                .filter(subscription ->
                        subscription.filter().accepts(agentId, () -> agents.nameOf(organizationId, agentId), action))
                .toList();
        publish(interested, organizationId, type, data);
    }

    private void publish(List<Subscription> subscribed, String organizationId, EventType type, JsonObject data) {
        if (subscribed.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        WebhookEvent event = freeze(organizationId, type, data, now);
        Optional<String> subject = EventPayloads.subjectOf(data);
        List<DeliveryRef> tickets = subscribed.stream()
                .map(subscription -> store(event, subscription, subject, now))
                .filter(Delivery::isFree)
                .map(Delivery::ticket)
                .toList();
        if (!tickets.isEmpty()) {
            ready.fire(new DeliveriesScheduled(tickets));
        }
    }

    private Delivery store(WebhookEvent event, Subscription subscription, Optional<String> subject, Instant now) {
        Delivery delivery = delivery(event, subscription, now);
        subject.ifPresent(delivery::tellOf);
        if (delivery.isFree() && !subscription.holdsBack()) {
            deliveryStored.fire(new DeliveryStored(delivery, event, subscription.receiver()));
        }
        entities.persist(delivery);
        return delivery;
    }

    private static Delivery delivery(WebhookEvent event, Subscription subscription, Instant now) {
        Delivery delivery = new Delivery(event, subscription.endpointId(), subscription.maxRetries(), now);
        subscription.obstacle().map(DisabledReason::text).ifPresent(delivery::cancel);
        return delivery;
    }

    /**
     * Stores an event for one endpoint alone, subscribed or not, without retries and without telling the queue: the
     * caller claims and sends it, within five seconds. After them it is due for everybody.
     */
    public Delivery publishTest(WebhookEndpoint endpoint, EventType type) {
        JsonObject data =
                type == EventType.WEBHOOK_TEST ? EventPayloads.test(endpoint.id()) : EventPayloads.example(type);
        Instant now = clock.instant();
        Delivery delivery = new Delivery(
                freeze(endpoint.organizationId(), type, data, now),
                endpoint.id(),
                0,
                now.plus(Delivery.TEST_RESERVATION));
        entities.persist(delivery);
        return delivery;
    }

    private WebhookEvent freeze(String organizationId, EventType type, JsonObject data, Instant now) {
        String id = Ids.timeOrdered();
        String payload = EventPayloads.envelope(id, type, now, settings.timestampStyle(), data);
        WebhookEvent event = new WebhookEvent(id, organizationId, type, payload, now, CurrentTrace.get());
        entities.persist(event);
        stored.fire(new EventStored(type));
        return event;
    }
}
