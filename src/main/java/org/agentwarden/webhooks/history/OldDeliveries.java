package org.agentwarden.webhooks.history;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.platform.Ids;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;

/**
 * Removes deliveries and events by their time-ordered ids, at most 500 in one short transaction of its own. What is
 * pending stays, and so does its event. Rivals, on whatever node, remove the same rows once.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class OldDeliveries {

    /** Within that the ids of an event and of its deliveries are made. */
    static final Duration ID_SPREAD = Duration.ofSeconds(10);

    private static final int STEP = 500;

    @PersistenceContext
    private EntityManager entities;

    /**
     * Looks at the next deliveries, and removes those that are finished with their attempts.
     *
     * @param after the id of the last one looked at before, or an empty text
     * @param before ids from there on are too young
     * @return the id of the last one looked at, or empty when there was none
     */
    public Optional<String> removeDeliveries(String after, String before) {
        List<Object[]> next = deliveries(after, before);
        List<String> finished = next.stream()
                .filter(row -> row[1] != DeliveryStatus.PENDING)
                .map(row -> (String) row[0])
                .toList();
        if (!finished.isEmpty()) {
            remove(finished);
        }
        return next.isEmpty() ? Optional.empty() : Optional.of((String) next.get(next.size() - 1)[0]);
    }

    private void remove(List<String> finished) {
        int removed = entities.createQuery("delete from Delivery d where d.id in :ids and d.status <>"
                        + " org.agentwarden.webhooks.deliveries.DeliveryStatus.PENDING")
                .setParameter("ids", finished)
                .executeUpdate();
        List<String> gone = removed == finished.size() ? finished : withoutRevived(finished);
        if (!gone.isEmpty()) {
            entities.createQuery("delete from Attempt a where a.deliveryId in :deliveries")
                    .setParameter("deliveries", gone)
                    .executeUpdate();
        }
    }

    /** Somebody may have begun a fresh round of attempts just now. */
    private List<String> withoutRevived(List<String> ids) {
        Set<String> revived =
                Set.copyOf(entities.createQuery("select d.id from Delivery d where d.id in :ids", String.class)
                        .setParameter("ids", ids)
                        .getResultList());
        return without(ids, revived);
    }

    /**
     * Looks at the next events, and removes those of which no delivery is left.
     *
     * @param after the id of the last one looked at before, or an empty text
     * @param before ids from there on are too young
     * @return the id of the last one looked at, or empty when there was none
     */
    public Optional<String> removeEvents(String after, String before) {
        List<String> next = events(after, before);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        String last = next.get(next.size() - 1);
        List<String> unneeded = without(next, needed(next, next.get(0), last));
        if (!unneeded.isEmpty()) {
            entities.createNamedQuery("WebhookEvent.remove")
                    .setParameter("ids", unneeded)
                    .executeUpdate();
        }
        return Optional.of(last);
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

    private static List<String> without(List<String> ids, Collection<String> others) {
        return ids.stream().filter(id -> !others.contains(id)).toList();
    }

    /** Like {@link #removeDeliveries}, without removing any. */
    public Optional<String> nextDeliveries(String after, String before) {
        List<Object[]> next = deliveries(after, before);
        return next.isEmpty() ? Optional.empty() : Optional.of((String) next.get(next.size() - 1)[0]);
    }

    /** Like {@link #removeEvents}, without removing any. */
    public Optional<String> nextEvents(String after, String before) {
        List<String> next = events(after, before);
        return next.isEmpty() ? Optional.empty() : Optional.of(next.get(next.size() - 1));
    }

    private List<Object[]> deliveries(String after, String before) {
        return entities.createQuery(
                        "select d.id, d.status from Delivery d where d.id > :after and d.id < :before order by"
                                + " d.id",
                        Object[].class)
                .setParameter("after", after)
                .setParameter("before", before)
                .setMaxResults(STEP)
                .getResultList();
    }

    private List<String> events(String after, String before) {
        return entities.createNamedQuery("WebhookEvent.old", String.class)
                .setParameter("after", after)
                .setParameter("before", before)
                .setMaxResults(STEP)
                .getResultList();
    }
}
