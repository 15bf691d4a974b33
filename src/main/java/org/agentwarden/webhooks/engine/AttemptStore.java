package org.agentwarden.webhooks.engine;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.Attempt;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded.Recorded;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.DeliveryExhausted;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;
import org.agentwarden.webhooks.deliveries.EndedAttempt;
import org.agentwarden.webhooks.deliveries.OutcomeDropped;
import org.agentwarden.webhooks.deliveries.ScheduledDeliveries;
import org.agentwarden.webhooks.endpoints.EndpointHealthTracker;
import org.agentwarden.webhooks.endpoints.Ordering;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/**
 * Stores attempts and plans retries, many in one transaction of its own. If a crash loses an outcome, the receiver gets the
 * request again.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AttemptStore {

    private static final Logger LOG = System.getLogger(AttemptStore.class.getName());

    private static final String DELIVERED = "update Delivery d set d.attemptCount = d.attemptCount + 1,"
            + " d.deliveredAt = :at, d.dueAt = null, d.status = :delivered, d.lastStatusCode = :code, d.lastError = null"
            + " where d.id in :ids and d.claimNumber in :claims and d.status = :pending";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private EndpointHealthTracker health;

    @Inject
    private ScheduledDeliveries scheduled;

    @Inject
    private Event<DeliveryExhausted> exhausted;

    @Inject
    private Event<AttemptsRecorded> stored;

    @Inject
    private Event<OutcomeDropped> dropped;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** Drops outcomes of deliveries that were cancelled, retried by a person or claimed by another node meanwhile. */
    public void store(Collection<EndedAttempt> attempts) {
        Instant now = clock.instant();
        noteHealth(attempts, now);
        List<Recorded> recorded = new ArrayList<>(attempts.size());
        attempts.stream()
                .filter(attempt -> attempt.outcome().delivered())
                .collect(Collectors.groupingBy(
                        attempt -> attempt.outcome().statusCode().orElseThrow(), TreeMap::new, Collectors.toList()))
                .forEach((status, delivered) -> storeDelivered(status, delivered, now, recorded));
        List<EndedAttempt> failed = attempts.stream()
                .filter(attempt -> !attempt.outcome().delivered())
                .toList();
        storeFailed(failed, now, recorded);
        stored.fire(new AttemptsRecorded(recorded));
    }

    /** Locks endpoints before deliveries, in the order of their ids, as deletion does. */
    private void noteHealth(Collection<EndedAttempt> attempts, Instant now) {
        Map<String, List<EndedAttempt>> byEndpoint = attempts.stream()
                .collect(Collectors.groupingBy(
                        attempt -> attempt.delivery().endpointId(), TreeMap::new, Collectors.toList()));
        byEndpoint.forEach((endpoint, ended) -> noteHealth(endpoint, ended, now));
    }

    private void noteHealth(String endpoint, List<EndedAttempt> ended, Instant now) {
        if (ended.stream().anyMatch(attempt -> attempt.outcome().saysGone())) {
            health.noteGone(endpoint, now);
            return;
        }
        int failures = failuresAtTheEnd(ended);
        if (failures < ended.size()) {
            health.noteHealthy(endpoint, now);
        }
        if (failures > 0) {
            List<EndedAttempt> failed = ended.subList(ended.size() - failures, ended.size());
            String reason = failed.get(failures - 1).outcome().error().orElse("failed");
            long exhausted = failed.stream()
                    .map(EndedAttempt::delivery)
                    .filter(delivery -> delivery.last() && !delivery.test())
                    .count();
            health.noteFailing(endpoint, reason, (int) exhausted, now);
        }
    }

    private static int failuresAtTheEnd(List<EndedAttempt> ended) {
        int failures = 0;
        while (failures < ended.size()
                && !ended.get(ended.size() - failures - 1).outcome().delivered()) {
            failures++;
        }
        return failures;
    }

    private void storeDelivered(int status, List<EndedAttempt> attempts, Instant now, List<Recorded> recorded) {
        List<String> ids = ids(attempts);
        Set<Long> claims = attempts.stream()
                .map(attempt -> attempt.delivery().lease().claimNumber())
                .collect(Collectors.toSet());
        int updated = entities.createQuery(DELIVERED)
                .setParameter("ids", ids)
                .setParameter("claims", claims)
                .setParameter("pending", DeliveryStatus.PENDING)
                .setParameter("delivered", DeliveryStatus.DELIVERED)
                .setParameter("at", now)
                .setParameter("code", status)
                .executeUpdate();
        List<EndedAttempt> valid = updated == ids.size() ? attempts : onlyUpdated(attempts, ids, claims);
        for (EndedAttempt attempt : valid) {
            ClaimedDelivery delivery = attempt.delivery();
            entities.persist(
                    new Attempt(delivery.deliveryId(), delivery.attempt(), attempt.outcome(), Optional.empty()));
            recorded.add(new Recorded(delivery, attempt.outcome(), Optional.empty()));
        }
    }

    private List<EndedAttempt> onlyUpdated(List<EndedAttempt> attempts, List<String> ids, Set<Long> claims) {
        Map<String, Delivery> updated = entities.createQuery(
                        "select d from Delivery d where d.id in :ids and d.claimNumber in :claims"
                                + " and d.status = :delivered",
                        Delivery.class)
                .setParameter("ids", ids)
                .setParameter("claims", claims)
                .setParameter("delivered", DeliveryStatus.DELIVERED)
                .getResultStream()
                .collect(Collectors.toMap(Delivery::id, Function.identity()));
        List<EndedAttempt> valid = new ArrayList<>();
        for (EndedAttempt attempt : attempts) {
            Delivery delivery = updated.get(attempt.delivery().deliveryId());
            if (delivery != null
                    && delivery.claimNumber() == attempt.delivery().lease().claimNumber()) {
                valid.add(attempt);
            } else {
                drop(attempt);
            }
        }
        return valid;
    }

    private void storeFailed(List<EndedAttempt> attempts, Instant now, List<Recorded> recorded) {
        Map<String, Delivery> locked = lock(attempts);
        for (EndedAttempt attempt : attempts) {
            Delivery delivery = locked.get(attempt.delivery().deliveryId());
            WebhookEndpoint endpoint =
                    entities.find(WebhookEndpoint.class, attempt.delivery().endpointId());
            if (endpoint == null
                    || delivery == null
                    || !delivery.isClaimedAs(attempt.delivery().lease().claimNumber())) {
                drop(attempt);
                continue;
            }
            AttemptOutcome outcome = attempt.outcome();
            Ordering ordering = endpoint.options().ordering();
            Optional<Instant> next = delivery.failed(
                    outcome,
                    endpoint.options().schedule(settings.retryDelays()),
                    ordering,
                    ThreadLocalRandom.current().nextDouble(),
                    now);
            entities.persist(new Attempt(delivery.id(), delivery.attemptCount(), outcome, next));
            recorded.add(new Recorded(attempt.delivery(), outcome, next));
            next.ifPresentOrElse(
                    due -> scheduled.addWaiting(delivery.scheduled()), () -> giveUp(delivery, attempt, ordering, now));
        }
    }

    /** In the order of ids, as everywhere. */
    private Map<String, Delivery> lock(List<EndedAttempt> attempts) {
        return attempts.isEmpty()
                ? Map.of()
                : entities.createQuery("select d from Delivery d where d.id in :ids order by d.id", Delivery.class)
                        .setParameter("ids", ids(attempts))
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultStream()
                        .collect(Collectors.toMap(Delivery::id, Function.identity()));
    }

    private void giveUp(Delivery delivery, EndedAttempt attempt, Ordering ordering, Instant now) {
        ClaimedDelivery claimed = attempt.delivery();
        if (ordering == Ordering.BLOCK && !claimed.test()) {
            health.noteBlocked(delivery.endpointId(), delivery.id());
        }
        if (!delivery.eventType().isOperational() && !claimed.test()) {
            exhausted.fire(new DeliveryExhausted(
                    delivery.organizationId(),
                    delivery.endpointId(),
                    WebhookEndpoint.withoutQuery(
                            attempt.outcome().exchange().url().toString()),
                    delivery.id(),
                    delivery.attemptCount(),
                    delivery.lastError().orElseThrow(),
                    claimed.event().payload(),
                    now));
        }
    }

    private static List<String> ids(List<EndedAttempt> attempts) {
        return attempts.stream()
                .map(attempt -> attempt.delivery().deliveryId())
                .sorted()
                .toList();
    }

    private void drop(EndedAttempt attempt) {
        dropped.fire(new OutcomeDropped(attempt.delivery()));
        LOG.log(
                Level.INFO,
                "Late outcome of {0} dropped: it was cancelled, revived or claimed by others",
                attempt.delivery());
    }
}
