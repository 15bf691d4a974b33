package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.holdings.JsonLines.Part;
import org.agentwarden.holdings.OwnedRows;
import org.agentwarden.holdings.RemovalPhase;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.MergedQuery;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.WebhookEvent;

/** The events of an organization, which have no index by it: they are found through their deliveries. */
@ApplicationScoped
@Transactional
public class StoredEvents implements OwnedRows {

    @PersistenceContext
    private EntityManager entities;

    /**
     * The events of the next deliveries, from the newest on.
     *
     * @param known ids of events that were read before; those that are read now are added
     */
    public Part<Listable> next(String organizationId, Optional<Listable> last, int most, Set<String> known) {
        List<Delivery> deliveries =
                MergedQuery.after(last, List.of(PagedQuery.of(entities, Delivery.class, organizationId)), most);
        Set<String> ids = new LinkedHashSet<>();
        deliveries.stream().map(Delivery::eventId).filter(known::add).forEach(ids::add);
        List<JsonObject> views = new ArrayList<>();
        if (!ids.isEmpty()) {
            entities.createQuery(
                            "select e from WebhookEvent e where e.id in :ids order by e.id desc", WebhookEvent.class)
                    .setParameter("ids", ids)
                    .getResultStream()
                    .map(StoredEvents::view)
                    .forEach(views::add);
        }
        return Part.of(views, deliveries);
    }

    private static JsonObject view(WebhookEvent event) {
        return JsonBuilder.of()
                .text("id", event.id())
                .text("type", event.type().wireName())
                .time("created_at", event.createdAt())
                .text("payload", event.payload())
                .build();
    }

    /** Most have gone with their deliveries: without an index, a look for the rest is for the end. */
    @Override
    public RemovalPhase phase() {
        return RemovalPhase.LAST;
    }

    @Override
    public int removeSome(String organizationId, int most) {
        List<String> ids = entities.createQuery(
                        "select e.id from WebhookEvent e where e.organizationId = :organization", String.class)
                .setParameter("organization", organizationId)
                .setMaxResults(most)
                .getResultList();
        return ids.isEmpty()
                ? 0
                : entities.createQuery("delete from WebhookEvent e where e.id in :ids")
                        .setParameter("ids", ids)
                        .executeUpdate();
    }
}
