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
import org.agentwarden.webhooks.deliveries.AttemptResult;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded.Recorded;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveriesScheduled;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.DeliveryExhausted;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.deliveries.OutcomeDropped;
import org.agentwarden.webhooks.endpoints.EndpointHealthTracker;
import org.agentwarden.webhooks.endpoints.Ordering;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/**
 * Takes down what came of attempts, and plans the next ones, many in one transaction of its own. An outcome that is lost
 * in a crash costs the receiver a repeated request, never an event.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Outcomes {

    private static final Logger LOG = System.getLogger(Outcomes.class.getName());

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private EndpointHealthTracker watch;

    @Inject
    private Event<DeliveryExhausted> exhausted;

    @Inject
    private Event<DeliveriesScheduled> ready;

    @Inject
    private Event<AttemptsRecorded> taken;

    @Inject
    private Event<OutcomeDropped> dropped;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** An attempt that has ended. */
    public record Outcome(ClaimedDelivery claimed, AttemptResult result) {}

    /** Outcomes of deliveries that were cancelled, revived or taken over meanwhile are dropped. */
    public void record(Collection<Outcome> outcomes) {
        Instant now = clock.instant();
        noteHealth(outcomes, now);
        Map<Boolean, List<Outcome>> byResult = outcomes.stream()
                .collect(Collectors.partitioningBy(outcome -> outcome.result().delivered()));
        List<Recorded> recorded = new ArrayList<>(outcomes.size());
        recordDelivered(byResult.getOrDefault(true, List.of()), now, recorded);
        recordFailed(byResult.getOrDefault(false, List.of()), now, recorded);
        taken.fire(new AttemptsRecorded(recorded));
    }

    /** Before any delivery's row is locked, and in the order of ids: whoever deletes an endpoint locks in this order too. */
    private void noteHealth(Collection<Outcome> outcomes, Instant now) {
        Map<String, List<Outcome>> byEndpoint = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.claimed().endpointId(), TreeMap::new, Collectors.toList()));
        byEndpoint.forEach((endpoint, ended) -> noteHealth(endpoint, ended, now));
    }

    private void noteHealth(String endpoint, List<Outcome> ended, Instant now) {
        if (ended.stream().anyMatch(outcome -> outcome.result().saysGone())) {
            watch.noteGone(endpoint, now);
            return;
        }
        int failures = failuresAtTheEnd(ended);
        if (failures < ended.size()) {
            watch.noteHealthy(endpoint, now);
        }
        if (failures > 0) {
            List<Outcome> failed = ended.subList(ended.size() - failures, ended.size());
            String reason = failed.get(failures - 1).result().error().orElse("failed");
            watch.noteFailing(endpoint, reason, exhausted(failed), now);
        }
    }

    private static int failuresAtTheEnd(List<Outcome> ended) {
        int failures = 0;
        while (failures < ended.size()
                && !ended.get(ended.size() - failures - 1).result().delivered()) {
            failures++;
        }
        return failures;
    }

    /** A person who tries an endpoint out proves nothing about its deliveries. */
    private static int exhausted(List<Outcome> failed) {
        return (int) failed.stream()
                .map(Outcome::claimed)
                .filter(claimed -> claimed.last() && !claimed.test())
                .count();
    }

    private void recordDelivered(List<Outcome> outcomes, Instant now, List<Recorded> recorded) {
        Map<Integer, List<Outcome>> byStatus = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.result().statusCode().orElseThrow(), TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, delivered) -> recordDelivered(status, delivered, now, recorded));
    }

    private void recordDelivered(int status, List<Outcome> outcomes, Instant now, List<Recorded> recorded) {
        List<String> ids = ids(outcomes);
        Set<Long> claims = outcomes.stream()
                .map(outcome -> outcome.claimed().claimNumber())
                .collect(Collectors.toSet());
        int succeeded = entities.createNamedQuery("Delivery.succeeded")
                .setParameter("ids", ids)
                .setParameter("claims", claims)
                .setParameter("at", now)
                .setParameter("code", status)
                .executeUpdate();
        List<Outcome> valid = succeeded == ids.size() ? outcomes : onlyRecorded(outcomes, ids, claims);
        for (Outcome outcome : valid) {
            entities.persist(new Attempt(
                    outcome.claimed().deliveryId(), outcome.claimed().attempt(), outcome.result(), Optional.empty()));
            recorded.add(new Recorded(outcome.claimed(), outcome.result(), Optional.empty()));
        }
    }

    private List<Outcome> onlyRecorded(List<Outcome> outcomes, List<String> ids, Set<Long> claims) {
        Map<String, Long> recorded = entities.createNamedQuery("Delivery.delivered", Object[].class)
                .setParameter("ids", ids)
                .setParameter("claims", claims)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
        List<Outcome> valid = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Long claim = recorded.get(outcome.claimed().deliveryId());
            if (claim != null && claim == outcome.claimed().claimNumber()) {
                valid.add(outcome);
            } else {
                drop(outcome);
            }
        }
        return valid;
    }

    private void recordFailed(List<Outcome> outcomes, Instant now, List<Recorded> recorded) {
        List<DeliveryRef> tickets = new ArrayList<>();
        Map<String, Delivery> locked = lock(outcomes);
        for (Outcome outcome : outcomes) {
            Delivery delivery = locked.get(outcome.claimed().deliveryId());
            WebhookEndpoint endpoint =
                    entities.find(WebhookEndpoint.class, outcome.claimed().endpointId());
            if (endpoint == null
                    || delivery == null
                    || !delivery.isClaimedAs(outcome.claimed().claimNumber())) {
                drop(outcome);
                continue;
            }
            AttemptResult result = outcome.result();
            Ordering ordering = endpoint.options().ordering();
            Optional<Instant> next = delivery.failed(
                    result,
                    endpoint.options().schedule(settings.retryDelays()),
                    ordering,
                    ThreadLocalRandom.current().nextDouble(),
                    now);
            entities.persist(new Attempt(delivery.id(), delivery.attemptCount(), result, next));
            recorded.add(new Recorded(outcome.claimed(), result, next));
            next.ifPresentOrElse(due -> tickets.add(delivery.ticket()), () -> giveUp(delivery, outcome, ordering, now));
        }
        if (!tickets.isEmpty()) {
            ready.fire(new DeliveriesScheduled(tickets));
        }
    }

    /** All in one query, and in the order of ids like everybody. */
    private Map<String, Delivery> lock(List<Outcome> outcomes) {
        return outcomes.isEmpty()
                ? Map.of()
                : entities.createNamedQuery("Delivery.toRecord", Delivery.class)
                        .setParameter("ids", ids(outcomes))
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultStream()
                        .collect(Collectors.toMap(Delivery::id, Function.identity()));
    }

    private void giveUp(Delivery delivery, Outcome outcome, Ordering ordering, Instant now) {
        ClaimedDelivery claimed = outcome.claimed();
        if (ordering == Ordering.BLOCK && !claimed.test()) {
            watch.noteBlocked(delivery.endpointId(), delivery.id());
        }
        boolean worthTelling = !delivery.eventType().isOperational() && !claimed.test();
        if (worthTelling) {
            exhausted.fire(new DeliveryExhausted(
                    delivery,
                    WebhookEndpoint.withoutQuery(outcome.result().url().toString()),
                    claimed.payload(),
                    now));
        }
    }

    private static List<String> ids(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.claimed().deliveryId())
                .sorted()
                .toList();
    }

    private void drop(Outcome outcome) {
        dropped.fire(new OutcomeDropped(outcome.claimed()));
        LOG.log(Level.INFO, "Late result of {0} dropped: it was cancelled, revived or taken over", outcome.claimed());
    }
}
