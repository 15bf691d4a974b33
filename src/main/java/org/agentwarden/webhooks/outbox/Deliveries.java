package org.agentwarden.webhooks.outbox;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.endpoints.EndpointDeleted;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.signing.SigningSecret;

/** The life of deliveries after they were stored: claimed, attempted, recorded, retried, found again. */
@Stateless
public class Deliveries {

    private static final Logger LOG = System.getLogger(Deliveries.class.getName());

    /** How much longer than an attempt can take a claim holds, so that two attempts never overlap. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(10);

    private static final int MAX_ERROR_LENGTH = 500;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Endpoints endpoints;

    @Inject
    private Event<DeliveriesReady> ready;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /**
     * Takes the delivery of a ticket for one attempt, in a transaction of its own.
     *
     * @return empty when there is nothing to do: the ticket is stale, the delivery is finished, or its endpoint is gone
     *     or disabled, which cancels it
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<ClaimedDelivery> claim(String deliveryId, long claimNumber) {
        Instant leaseEnd = clock.instant().plus(settings.webhookTimeout()).plus(LEASE_MARGIN);
        int claimed = entities.createNamedQuery("Delivery.claim")
                .setParameter("id", deliveryId)
                .setParameter("claim", claimNumber)
                .setParameter("leaseEnd", leaseEnd)
                .executeUpdate();
        return claimed == 0 ? Optional.empty() : load(deliveryId);
    }

    private Optional<ClaimedDelivery> load(String deliveryId) {
        Delivery delivery = entities.find(Delivery.class, deliveryId);
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, delivery.endpointId());
        if (endpoint == null) {
            return cancel(delivery, "the endpoint was deleted");
        }
        if (!endpoint.enabled() && delivery.eventType() != EventType.WEBHOOK_TEST) {
            return cancel(delivery, "the endpoint is disabled");
        }
        return endpoints
                .secretOf(endpoint)
                .map(secret -> claimed(delivery, endpoint, secret))
                .or(() -> cancel(delivery, "the signing secret can't be opened: the server's key was replaced"));
    }

    private static Optional<ClaimedDelivery> cancel(Delivery delivery, String reason) {
        delivery.cancel(reason);
        return Optional.empty();
    }

    private ClaimedDelivery claimed(Delivery delivery, WebhookEndpoint endpoint, SigningSecret secret) {
        WebhookEvent event = entities.find(WebhookEvent.class, delivery.eventId());
        return new ClaimedDelivery(
                delivery.id(),
                delivery.claimNumber(),
                endpoint.id(),
                event.id(),
                event.type(),
                delivery.attemptCount() + 1,
                URI.create(endpoint.url()),
                List.of(secret),
                event.payload());
    }

    /** Takes down what came of an attempt, and plans the next one, in a transaction of its own. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void record(ClaimedDelivery claimed, AttemptResult result) {
        Instant now = clock.instant();
        noteHealth(claimed.endpointId(), result, now);
        Delivery delivery = entities.find(Delivery.class, claimed.deliveryId(), LockModeType.PESSIMISTIC_WRITE);
        if (delivery == null || !delivery.isClaimedAs(claimed.claimNumber())) {
            LOG.log(Level.INFO, "Late result of {0} dropped: it was cancelled, revived or taken over", claimed);
        } else if (result.delivered()) {
            delivery.succeeded(result.statusCode().orElseThrow(), now);
            entities.persist(new Attempt(delivery, result, Optional.empty()));
        } else {
            recordFailure(delivery, result, now);
        }
    }

    /** Before the delivery's row is locked: whoever deletes an endpoint locks in this order too. */
    private void noteHealth(String endpointId, AttemptResult result, Instant now) {
        if (result.delivered()) {
            endpoints.noteHealthy(endpointId);
        } else {
            endpoints.noteFailing(endpointId, now, line(result));
        }
    }

    private void recordFailure(Delivery delivery, AttemptResult result, Instant now) {
        Optional<Instant> next = delivery.failed(
                result.statusCode(),
                line(result),
                new RetrySchedule(settings.retryDelays()),
                ThreadLocalRandom.current().nextDouble(),
                now);
        entities.persist(new Attempt(delivery, result, next));
        next.ifPresent(due -> ready.fire(new DeliveriesReady(List.of(delivery.ticket()))));
    }

    private static String line(AttemptResult result) {
        String error = result.error().orElse("failed");
        return error.substring(0, Math.min(error.length(), MAX_ERROR_LENGTH));
    }

    /**
     * Begins a fresh round of attempts at once, with the endpoint's number of retries.
     *
     * @throws Conflict when the endpoint is gone or disabled
     */
    public Delivery retry(String organizationId, String id) {
        Delivery delivery = entities.find(Delivery.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (delivery == null || !delivery.organizationId().equals(organizationId)) {
            throw new NotFound("Delivery not found");
        }
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, delivery.endpointId());
        if (endpoint == null || !endpoint.enabled()) {
            throw new Conflict("endpoint_unavailable", "The webhook of this delivery is deleted or disabled");
        }
        delivery.revive(endpoint.maxRetries(), clock.instant());
        ready.fire(new DeliveriesReady(List.of(delivery.ticket())));
        return delivery;
    }

    /**
     * Gives new hints for deliveries that should have been attempted by now: their hint was lost, or whoever had claimed
     * them died. Each one found rests for a while, so that a deep queue is not filled again and again.
     *
     * @param margin how long after its time a delivery counts as forgotten
     * @param rest how long until the same delivery may be found again
     * @param limit how many to find at most; the longest forgotten come first
     * @return how many were found
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int remindOverdue(Duration margin, Duration rest, int limit) {
        Instant now = clock.instant();
        List<Delivery> overdue = entities.createNamedQuery("Delivery.overdue", Delivery.class)
                .setParameter("before", now.minus(margin))
                .setMaxResults(limit)
                .getResultList();
        List<Ticket> tickets = new ArrayList<>();
        for (Delivery delivery : overdue) {
            boolean mine = entities.createNamedQuery("Delivery.remind")
                            .setParameter("id", delivery.id())
                            .setParameter("seen", delivery.nextAttemptAt().orElseThrow())
                            .setParameter("next", now.plus(rest))
                            .executeUpdate()
                    == 1;
            if (mine) {
                tickets.add(new Ticket(delivery.id(), delivery.claimNumber(), now));
            }
        }
        if (!tickets.isEmpty()) {
            ready.fire(new DeliveriesReady(tickets));
        }
        return tickets.size();
    }

    /** How long the first attempt of the most overdue delivery has been waited for; zero when none is overdue. */
    public Duration backlogAge() {
        Instant now = clock.instant();
        return entities.createNamedQuery("Delivery.waiting", Instant.class)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }

    public void cancelPending(@Observes EndpointDeleted deleted) {
        entities.createNamedQuery("Delivery.cancelOfEndpoint")
                .setParameter("endpoint", deleted.endpointId())
                .setParameter("reason", "the endpoint was deleted")
                .executeUpdate();
    }
}
