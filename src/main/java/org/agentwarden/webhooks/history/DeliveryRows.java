package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;
import org.agentwarden.webhooks.deliveries.Attempt;
import org.agentwarden.webhooks.deliveries.Delivery;

/** The deliveries of an organization with their attempts. Events have no index by organization and go with them. */
@ApplicationScoped
public class DeliveryRows extends ExportedEntities<Delivery> {

    public DeliveryRows() {
        super("deliveries", Delivery.class, RemovalPhase.FIRST);
    }

    @Override
    protected List<JsonObject> views(List<Delivery> rows) {
        Map<String, List<Attempt>> attempts =
                attemptsOf(rows.stream().map(Delivery::id).toList());
        return rows.stream()
                .map(delivery -> DeliveryView.withAttempts(delivery, attempts.getOrDefault(delivery.id(), List.of())))
                .toList();
    }

    private Map<String, List<Attempt>> attemptsOf(List<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : entities()
                        .createQuery(
                                "select a from Attempt a where a.deliveryId in :ids order by a.deliveryId, a.attempt",
                                Attempt.class)
                        .setParameter("ids", ids)
                        .getResultStream()
                        .collect(Collectors.groupingBy(Attempt::deliveryId));
    }

    @Override
    protected void remove(String organizationId, List<String> ids) {
        List<String> events = entities()
                .createQuery("select distinct d.eventId from Delivery d where d.id in :ids", String.class)
                .setParameter("ids", ids)
                .getResultList();
        entities()
                .createQuery("delete from Attempt a where a.deliveryId in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
        super.remove(organizationId, ids);
        entities()
                .createQuery("delete from WebhookEvent e where e.id in :ids")
                .setParameter("ids", events)
                .executeUpdate();
    }
}
