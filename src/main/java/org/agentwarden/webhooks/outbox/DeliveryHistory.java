package org.agentwarden.webhooks.outbox;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.NewestFirst;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.EventType;

/** What was sent, to whom, and what came of it: for people who look it up. */
@Stateless
public class DeliveryHistory {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Endpoints endpoints;

    /** What narrows a list of deliveries. */
    public record Filter(
            Optional<DeliveryStatus> status,
            Optional<EventType> event,
            Optional<Instant> createdAfter,
            Optional<Instant> createdBefore) {}

    public List<Delivery> list(String organizationId, String endpointId, Filter filter, Page page) {
        endpoints.find(organizationId, endpointId);
        return NewestFirst.of(entities, Delivery.class, organizationId)
                .where("endpointId", Optional.of(endpointId))
                .where("status", filter.status())
                .where("eventType", filter.event())
                .createdWithin(filter.createdAfter(), filter.createdBefore())
                .page(page);
    }

    public Delivery find(String organizationId, String id) {
        Delivery delivery = entities.find(Delivery.class, id);
        if (delivery == null || !delivery.organizationId().equals(organizationId)) {
            throw new NotFound("Delivery not found");
        }
        return delivery;
    }

    public WebhookEvent eventOf(Delivery delivery) {
        return entities.find(WebhookEvent.class, delivery.eventId());
    }

    public List<Attempt> attemptsOf(Delivery delivery) {
        return entities.createNamedQuery("Attempt.ofDelivery", Attempt.class)
                .setParameter("delivery", delivery.id())
                .getResultList();
    }
}
