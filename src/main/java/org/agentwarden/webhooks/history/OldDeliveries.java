package org.agentwarden.webhooks.history;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.platform.Ids;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;

/**
 * Removes deliveries and events by their time-ordered ids, at most 500 in one short transaction of its own. Pending
 * deliveries and their events stay. Nodes may do the same at the same time.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class OldDeliveries {

    /** The ids of an event and of its deliveries are made within this time. */
    static final Duration ID_SPREAD = Duration.ofSeconds(10);

    private static final int STEP = 500;

    @PersistenceContext
    private EntityManager entities;

    /** The ids of a step: those to remove, and the last one that was looked at. */
    public record Step(List<String> ids, String last) {}

    /**
     * The next deliveries that are finished.
     *
     * @param after the last id of the step before, or an empty text
     * @param before ids from there on are too young
     * @return empty when there are no more
     */
    public Optional<Step> nextDeliveries(String after, String before) {
        List<Object[]> next = page(
                entities.createQuery(
                        "select d.id, d.status from Delivery d where d.id > :after and d.id < :before order by d.id",
                        Object[].class),
                after,
                before);
        List<String> finished = next.stream()
                .filter(row -> row[1] != DeliveryStatus.PENDING)
                .map(row -> (String) row[0])
                .toList();
        return next.isEmpty()
                ? Optional.empty()
                : Optional.of(new Step(finished, (String) next.get(next.size() - 1)[0]));
    }

    /** Removes deliveries and their attempts, but for those of which somebody has begun a new round just now. */
    public void removeDeliveries(List<String> finished) {
        entities.createQuery("delete from Delivery d where d.id in :ids and d.status <>"
                        + " org.agentwarden.webhooks.deliveries.DeliveryStatus.PENDING")
                .setParameter("ids", finished)
                .executeUpdate();
        entities.createQuery("delete from Attempt a where a.deliveryId in :ids"
                        + " and not exists (select d.id from Delivery d where d.id = a.deliveryId)")
                .setParameter("ids", finished)
                .executeUpdate();
    }

    /** The next events of which no delivery is left; see {@link #nextDeliveries}. */
    public Optional<Step> nextEvents(String after, String before) {
        List<String> next = page(
                entities.createQuery(
                        "select e.id from WebhookEvent e where e.id > :after and e.id < :before order by e.id",
                        String.class),
                after,
                before);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        String last = next.get(next.size() - 1);
        return Optional.of(new Step(without(next, needed(next, next.get(0), last)), last));
    }

    /** Deliveries have no index by their events, but ids of about the same time. */
    private Set<String> needed(List<String> events, String first, String last) {
        return Set.copyOf(entities.createQuery(
                        "select d.eventId from Delivery d where d.id > :from and d.id < :to and d.eventId in"
                                + " :events",
                        String.class)
                .setParameter("from", Ids.boundary(Ids.timeOf(first).minus(ID_SPREAD)))
                .setParameter("to", Ids.boundary(Ids.timeOf(last).plus(ID_SPREAD)))
                .setParameter("events", events)
                .getResultList());
    }

    public void removeEvents(List<String> unneeded) {
        entities.createQuery("delete from WebhookEvent e where e.id in :ids")
                .setParameter("ids", unneeded)
                .executeUpdate();
    }

    private static List<String> without(List<String> ids, Collection<String> others) {
        return ids.stream().filter(id -> !others.contains(id)).toList();
    }

    private static <T> List<T> page(TypedQuery<T> query, String after, String before) {
        return query.setParameter("after", after)
                .setParameter("before", before)
                .setMaxResults(STEP)
                .getResultList();
    }
}
