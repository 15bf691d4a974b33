package org.agentwarden.webhooks.outbox;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.endpoints.CustomHeaders;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.signing.SigningSecret;

/**
 * Takes deliveries for one attempt each, many in one short transaction of its own. Among rivals, on whatever node, the
 * database lets one win. A claim that is lost in a crash ends with its lease.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Claims {

    /** How much longer than an attempt can take a claim holds, so that two attempts never overlap. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(10);

    /** A ticket that another node's clock, or the broker's, brings early by so much is good all the same. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    static final String ENDPOINT_DISABLED = "the endpoint is disabled";

    /** Before any due time: an index is not searched among the finished deliveries, which have none. */
    private static final Instant EVER = Instant.EPOCH;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Endpoints endpoints;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /**
     * What a search among the waiting deliveries of an endpoint has brought.
     *
     * @param found how many were waiting, at most as many as asked for; not all of them need have been claimed
     */
    public record Waiting(int found, List<ClaimedDelivery> claimed) {}

    /**
     * Claims those of the deliveries that are due. Left out are those that somebody else has claimed, that are finished,
     * and those whose endpoint is gone or disabled, which are cancelled.
     */
    public List<ClaimedDelivery> claim(Collection<String> deliveryIds) {
        return claim(deliveryIds, clock.instant().plus(CLOCK_TOLERANCE));
    }

    /** Claims the delivery of a test, which nobody else may attempt yet. */
    public Optional<ClaimedDelivery> claimTest(String deliveryId) {
        Instant reserved = clock.instant().plus(Outbox.TEST_RESERVATION);
        return claim(List.of(deliveryId), reserved).stream().findFirst();
    }

    /** Claims the deliveries of one endpoint that have waited longest, at most so many. */
    public Waiting claimWaiting(String endpointId, int limit) {
        Instant now = clock.instant();
        List<Object[]> rows = entities.createNamedQuery("Delivery.waiting", Object[].class)
                .setParameter("endpoint", endpointId)
                .setParameter("ever", EVER)
                .setParameter("latest", now)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
        return new Waiting(rows.size(), claim(rows, now, now));
    }

    /** Gives claims back whose attempts were not begun; the deliveries are due as they were before. */
    public void release(Collection<ClaimedDelivery> unsent) {
        entities.createNamedQuery("Delivery.release")
                .setParameter(
                        "ids",
                        unsent.stream()
                                .map(ClaimedDelivery::deliveryId)
                                .sorted()
                                .toList())
                .setParameter(
                        "claims",
                        unsent.stream().map(ClaimedDelivery::claimNumber).collect(Collectors.toSet()))
                .executeUpdate();
    }

    private List<ClaimedDelivery> claim(Collection<String> ids, Instant latest) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<Object[]> rows = entities.createNamedQuery("Delivery.due", Object[].class)
                .setParameter("ids", ids)
                .setParameter("latest", latest)
                .setParameter("now", now)
                .getResultList();
        return claim(rows, latest, now);
    }

    /** Among rivals who have read the same rows, each row's update decides. */
    private List<ClaimedDelivery> claim(List<Object[]> rows, Instant latest, Instant now) {
        if (rows.isEmpty()) {
            return List.of();
        }
        // In one order, so that rivals wait for each other and never in a circle.
        List<String> ids = rows.stream().map(row -> (String) row[0]).sorted().toList();
        Lease lease = new Lease(
                ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                now,
                now.plus(settings.webhookTimeout()).plus(LEASE_MARGIN));
        int claimed = entities.createNamedQuery("Delivery.claim")
                .setParameter("ids", ids)
                .setParameter("latest", latest)
                .setParameter("now", now)
                .setParameter("claim", lease.claimNumber())
                .setParameter("leaseEnd", lease.end())
                .executeUpdate();
        if (claimed == rows.size()) {
            return deliverable(rows, lease);
        }
        Set<String> mine = Set.copyOf(entities.createNamedQuery("Delivery.claimed", String.class)
                .setParameter("ids", ids)
                .setParameter("claim", lease.claimNumber())
                .getResultList());
        return deliverable(
                rows.stream().filter(row -> mine.contains((String) row[0])).toList(), lease);
    }

    private record Lease(long claimNumber, Instant start, Instant end) {}

    private List<ClaimedDelivery> deliverable(List<Object[]> rows, Lease lease) {
        Map<String, Target> targets = new HashMap<>();
        List<ClaimedDelivery> claimed = new ArrayList<>();
        Map<String, List<String>> refused = new HashMap<>();
        for (Object[] row : rows) {
            EventType type = (EventType) row[2];
            Target target = targets.computeIfAbsent((String) row[1], this::targetOf);
            Optional<Destination> destination = target.destinationOf(type);
            if (destination.isEmpty()) {
                refused.computeIfAbsent(target.obstacle(), reason -> new ArrayList<>())
                        .add((String) row[0]);
            } else {
                claimed.add(new ClaimedDelivery(
                        (String) row[0],
                        lease.claimNumber(),
                        lease.start(),
                        lease.end(),
                        (String) row[4],
                        (String) row[1],
                        (String) row[5],
                        type,
                        (Integer) row[3] + 1,
                        (Integer) row[3] + 1 - (Integer) row[7] > (Integer) row[8],
                        destination.get(),
                        (String) row[6]));
            }
        }
        refused.forEach((reason, deliveries) -> cancel(deliveries, lease, reason));
        return claimed;
    }

    private void cancel(List<String> ids, Lease lease, String reason) {
        entities.createNamedQuery("Delivery.cancelClaimed")
                .setParameter("ids", ids)
                .setParameter("claim", lease.claimNumber())
                .setParameter("reason", reason)
                .executeUpdate();
    }

    private Target targetOf(String endpointId) {
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, endpointId);
        if (endpoint == null) {
            return Target.closed("the endpoint was deleted");
        }
        List<SigningSecret> secrets = endpoints.secretsOf(endpoint);
        Optional<CustomHeaders> headers = endpoints.headersOf(endpoint);
        if (secrets.isEmpty() || headers.isEmpty()) {
            return Target.closed("the signing secret can't be opened: the server's key was replaced");
        }
        Destination destination = new Destination(
                URI.create(endpoint.url()), secrets, headers.get().byName(), endpoint.format());
        return new Target(Optional.of(destination), endpoint.enabled(), ENDPOINT_DISABLED);
    }

    /** Where an endpoint's deliveries go, or why they can't. */
    private record Target(Optional<Destination> destination, boolean open, String obstacle) {

        static Target closed(String obstacle) {
            return new Target(Optional.empty(), false, obstacle);
        }

        /** A disabled endpoint can still be tested. */
        Optional<Destination> destinationOf(EventType type) {
            return destination.filter(there -> open || type == EventType.WEBHOOK_TEST);
        }
    }
}
