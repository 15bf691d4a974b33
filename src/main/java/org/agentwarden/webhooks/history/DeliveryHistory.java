package org.agentwarden.webhooks.history;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.MergedQuery;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.webhooks.deliveries.Attempt;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.deliveries.WebhookEvent;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/** Deliveries and their attempts, for people. */
@Stateless
public class DeliveryHistory {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Endpoints endpoints;

    public PageResult<Delivery> list(String organizationId, String endpointId, DeliveryFilter filter, Page page) {
        endpoints.find(organizationId, endpointId);
        return MergedQuery.page(lists(organizationId, Optional.of(endpointId), filter), page);
    }

    /** Of all endpoints, deleted ones too. */
    public PageResult<Delivery> listAll(String organizationId, DeliveryFilter filter, Page page) {
        return MergedQuery.page(lists(organizationId, filter.endpointId(), filter), page);
    }

    /** One for each status that is asked for, as the indexes are. */
    private List<PagedQuery<Delivery>> lists(
            String organizationId, Optional<String> endpointId, DeliveryFilter filter) {
        List<Optional<DeliveryStatus>> statuses = filter.statuses().isEmpty()
                ? List.of(Optional.empty())
                : filter.statuses().stream().map(Optional::of).toList();
        return statuses.stream()
                .map(status -> ofEndpointOrStatus(organizationId, endpointId, status)
                        .where("eventType", filter.event())
                        .where("subjectId", filter.subjectId())
                        .createdWithin(filter.createdAfter(), filter.createdBefore()))
                .toList();
    }

    /** There is an index for each of the two, and none for both. */
    private PagedQuery<Delivery> ofEndpointOrStatus(
            String organizationId, Optional<String> endpointId, Optional<DeliveryStatus> status) {
        PagedQuery<Delivery> all = PagedQuery.of(entities, Delivery.class, organizationId);
        return endpointId
                .map(id -> all.within("endpointId", id).where("status", status))
                .or(() -> status.map(wanted -> all.within("status", wanted)))
                .orElse(all);
    }

    public Delivery find(String organizationId, String id) {
        return NotFound.requireOwned(
                organizationId, entities.find(Delivery.class, id), Delivery::organizationId, "Delivery not found");
    }

    /** The body of its requests in the endpoint's current format; in ours if the endpoint is deleted. */
    public String bodyOf(Delivery delivery) {
        String payload = Optional.ofNullable(entities.find(WebhookEvent.class, delivery.eventId()))
                .map(WebhookEvent::payload)
                .orElseThrow(() -> new NotFound("Delivery not found"));
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, delivery.endpointId());
        return endpoint == null ? payload : endpoint.options().format().body(payload, delivery.organizationId());
    }

    public List<Attempt> attemptsOf(Delivery delivery) {
        return entities.createQuery(
                        "select a from Attempt a where a.deliveryId = :delivery order by a.attempt", Attempt.class)
                .setParameter("delivery", delivery.id())
                .getResultList();
    }
}
