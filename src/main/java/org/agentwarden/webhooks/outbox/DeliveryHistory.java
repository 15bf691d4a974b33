package org.agentwarden.webhooks.outbox;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.NewestFirst;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/** What was sent, to whom, and what came of it: for people who look it up. */
@Stateless
public class DeliveryHistory {

    private static final int DEEPEST = 1_000;
    private static final Comparator<Delivery> NEWEST_FIRST = Comparator.comparing(Delivery::createdAt)
            .thenComparing(Delivery::id)
            .reversed();

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Endpoints endpoints;

    /** The deliveries of one endpoint. */
    public List<Delivery> list(String organizationId, String endpointId, DeliveryFilter filter, Page page) {
        endpoints.find(organizationId, endpointId);
        return ofEndpoint(organizationId, endpointId, filter, page);
    }

    /**
     * The deliveries of all the organization's endpoints. Each endpoint's are looked up by themselves and merged, because
     * an index over all would cost every delivery something.
     *
     * @throws InvalidInput when the page is too far down the list for that
     */
    public List<Delivery> listAll(String organizationId, DeliveryFilter filter, Page page) {
        if (page.offset() > DEEPEST) {
            throw new InvalidInput("offset", "must not be greater than " + DEEPEST + "; narrow with created_before");
        }
        Page merged = new Page(page.offset() + page.limit(), 0);
        return endpoints.ids(organizationId).stream()
                .filter(id -> filter.endpointId().map(id::equals).orElse(true))
                .flatMap(id -> ofEndpoint(organizationId, id, filter, merged).stream())
                .sorted(NEWEST_FIRST)
                .skip(page.offset())
                .limit(page.limit())
                .toList();
    }

    private List<Delivery> ofEndpoint(String organizationId, String endpointId, DeliveryFilter filter, Page page) {
        return NewestFirst.of(entities, Delivery.class, organizationId)
                .where("endpointId", Optional.of(endpointId))
                .whereAny("status", filter.statuses())
                .where("eventType", filter.event())
                .where("subjectId", filter.subjectId())
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

    /** The body of the delivery's requests, in the format that its endpoint has now; ours when the endpoint is gone. */
    public String bodyOf(Delivery delivery) {
        String payload = Optional.ofNullable(entities.find(WebhookEvent.class, delivery.eventId()))
                .map(WebhookEvent::payload)
                .orElseThrow(() -> new NotFound("Delivery not found"));
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, delivery.endpointId());
        return endpoint == null ? payload : endpoint.options().format().body(payload, delivery.organizationId());
    }

    public List<Attempt> attemptsOf(Delivery delivery) {
        return entities.createNamedQuery("Attempt.ofDelivery", Attempt.class)
                .setParameter("delivery", delivery.id())
                .getResultList();
    }
}
