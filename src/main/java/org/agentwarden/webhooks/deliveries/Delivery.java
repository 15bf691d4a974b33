package org.agentwarden.webhooks.deliveries;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.Ordering;
import org.agentwarden.webhooks.endpoints.RetrySchedule;
import org.jspecify.annotations.Nullable;

/**
 * That one event must reach one endpoint. Whoever attempts it has claimed it first: until the end of the claim's lease
 * nobody else can, and the claim's own number proves it when the outcome is recorded. A claim changes no indexed column;
 * {@code dueAt}, the time of the next attempt, is indexed, and none when the delivery is finished.
 */
@Entity
@Table(name = "deliveries")
@NamedQuery(
        name = "Delivery.due",
        query = Delivery.WHAT_AN_ATTEMPT_NEEDS + " and d.id in :ids and d.dueAt <= :latest" + Delivery.UNCLAIMED)
@NamedQuery(
        name = "Delivery.waiting",
        query = Delivery.WHAT_AN_ATTEMPT_NEEDS + " and d.endpointId = :endpoint and d.dueAt between :ever and :now"
                + Delivery.UNCLAIMED + " order by d.endpointId, d.dueAt")
@NamedQuery(
        name = "Delivery.head",
        query = Delivery.WHAT_AN_ATTEMPT_NEEDS + " and d.endpointId = :endpoint and d.dueAt between :ever and :now"
                + " order by d.endpointId, d.dueAt, d.id")
@NamedQuery(
        name = "Delivery.claim",
        query = "update Delivery d set d.claimNumber = :claim, d.leaseEnd = :leaseEnd"
                + " where d.id in :ids and d.dueAt <= :latest" + Delivery.UNCLAIMED)
@NamedQuery(
        name = "Delivery.claimed",
        query = "select d.id from Delivery d where d.id in :ids and d.claimNumber = :claim")
@NamedQuery(
        name = "Delivery.release",
        query = "update Delivery d set d.leaseEnd = null where d.id in :ids and d.claimNumber in :claims")
@NamedQuery(
        name = "Delivery.succeeded",
        query = "update Delivery d set d.attemptCount = d.attemptCount + 1, d.deliveredAt = :at, d.dueAt = null,"
                + " d.status = org.agentwarden.webhooks.deliveries.DeliveryStatus.DELIVERED,"
                + " d.lastStatusCode = :code, d.lastError = null"
                + " where d.id in :ids and d.claimNumber in :claims"
                + " and d.status = org.agentwarden.webhooks.deliveries.DeliveryStatus.PENDING")
@NamedQuery(
        name = "Delivery.delivered",
        query = "select d.id, d.claimNumber from Delivery d where d.id in :ids and d.claimNumber in :claims"
                + " and d.status = org.agentwarden.webhooks.deliveries.DeliveryStatus.DELIVERED")
@NamedQuery(
        name = "Delivery.overdueEndpoints",
        query = "select e from WebhookEndpoint e where exists (select d.id from Delivery d"
                + " where d.endpointId = e.id and d.dueAt between :ever and :before"
                + " and (d.leaseEnd is null or d.leaseEnd < :endedBefore)) and e.blockedBy is null")
@NamedQuery(
        name = "Delivery.oldestDue",
        query = "select d.dueAt from Delivery d where d.endpointId = :endpoint and d.dueAt between :ever and :now"
                + Delivery.UNCLAIMED + " order by d.endpointId, d.dueAt")
@NamedQuery(
        name = "Delivery.firstDue",
        query = "select d.id from Delivery d where d.endpointId = :endpoint and d.dueAt between :ever and :now"
                + " order by d.endpointId, d.dueAt, d.id")
@NamedQuery(
        name = "Delivery.recent",
        query = "select d.createdAt, d.status from Delivery d where d.endpointId = :endpoint and d.createdAt >= :from"
                + " order by d.endpointId desc, d.createdAt desc")
@NamedQuery(name = "Delivery.toRecord", query = "select d from Delivery d where d.id in :ids order by d.id")
@NamedQuery(
        name = "Delivery.revive",
        query = "update Delivery d set d.status = org.agentwarden.webhooks.deliveries.DeliveryStatus.PENDING,"
                + " d.earlierAttempts = d.attemptCount, d.maxRetries = :retries, d.claimNumber = d.claimNumber + 1,"
                + " d.leaseEnd = null, d.deliveredAt = null, d.dueAt = :now where d.id in :ids"
                + " and d.status <> org.agentwarden.webhooks.deliveries.DeliveryStatus.PENDING")
@NamedQuery(
        name = "Delivery.takePlaces",
        query = "update Delivery d set d.dueAt = d.createdAt where d.id in :ids"
                + " and d.status = org.agentwarden.webhooks.deliveries.DeliveryStatus.PENDING")
@NamedQuery(
        name = "Delivery.cancelClaimed",
        query = "update Delivery d set d.status = org.agentwarden.webhooks.deliveries.DeliveryStatus.CANCELLED,"
                + " d.dueAt = null, d.lastError = :reason where d.id in :ids and d.claimNumber = :claim")
@NamedQuery(
        name = "Delivery.cancelOrphans",
        query = "update Delivery d set d.status = org.agentwarden.webhooks.deliveries.DeliveryStatus.CANCELLED,"
                + " d.dueAt = null, d.lastError = :reason where d.dueAt between :ever and :before"
                + " and not exists (select e.id from WebhookEndpoint e where e.id = d.endpointId)")
@NamedQuery(
        name = "Delivery.cancelOfEndpoint",
        query = "update Delivery d set d.status = org.agentwarden.webhooks.deliveries.DeliveryStatus.CANCELLED,"
                + " d.dueAt = null, d.lastError = :reason"
                + " where d.endpointId = :endpoint"
                + " and d.status = org.agentwarden.webhooks.deliveries.DeliveryStatus.PENDING")
@NamedQuery(
        name = "Delivery.old",
        query = "select d.id, d.status from Delivery d where d.id > :after and d.id < :before order by d.id")
@NamedQuery(
        name = "Delivery.remove",
        query = "delete from Delivery d where d.id in :ids"
                + " and d.status <> org.agentwarden.webhooks.deliveries.DeliveryStatus.PENDING")
@NamedQuery(name = "Delivery.existing", query = "select d.id from Delivery d where d.id in :ids")
@NamedQuery(
        name = "Delivery.eventsOf",
        query = "select d.eventId from Delivery d where d.id > :from and d.id < :to and d.eventId in :events")
public class Delivery implements Listable {

    /** How long nobody but the caller of a test may attempt its delivery. */
    public static final Duration TEST_RESERVATION = Duration.ofSeconds(5);

    /** Of deliveries that have an event, which are all. */
    public static final String WHAT_AN_ATTEMPT_NEEDS = "select d.id, d.endpointId, d.eventType, d.attemptCount,"
            + " d.organizationId, e.id, e.payload, d.earlierAttempts, d.maxRetries, e.createdAt, e.traceparent,"
            + " e.tracestate from Delivery d, WebhookEvent e where e.id = d.eventId";

    public static final String UNCLAIMED = " and (d.leaseEnd is null or d.leaseEnd < :now)";

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "endpoint_id")
    private String endpointId;

    @Column(name = "event_id")
    private String eventId;

    @Column(name = "event_type")
    @Enumerated(EnumType.STRING)
    private EventType eventType;

    @Enumerated(EnumType.STRING)
    private DeliveryStatus status;

    @Column(name = "max_retries")
    private int maxRetries;

    @Column(name = "attempt_count")
    private int attemptCount;

    @Column(name = "earlier_attempts")
    private int earlierAttempts;

    @Column(name = "claim_number")
    private long claimNumber;

    @Column(name = "due_at")
    private @Nullable Instant dueAt;

    @Column(name = "lease_end")
    private @Nullable Instant leaseEnd;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "delivered_at")
    private @Nullable Instant deliveredAt;

    @Column(name = "last_status_code")
    private @Nullable Integer lastStatusCode;

    @Column(name = "last_error")
    private @Nullable String lastError;

    @Column(name = "subject_id")
    private @Nullable String subjectId;

    protected Delivery() {}

    public Delivery(WebhookEvent event, String endpointId, int maxRetries, Instant dueAt) {
        this.id = Ids.timeOrdered();
        this.organizationId = event.organizationId();
        this.endpointId = endpointId;
        this.eventId = event.id();
        this.eventType = event.type();
        this.status = DeliveryStatus.PENDING;
        this.maxRetries = maxRetries;
        this.createdAt = event.createdAt();
        this.dueAt = dueAt;
    }

    /** Says what it tells of: an approval, or a row of the log. */
    public void tellOf(String subject) {
        subjectId = subject;
    }

    /** Takes it for an attempt, before anybody else can see it. */
    public void claim(Lease lease) {
        claimNumber = lease.claimNumber();
        leaseEnd = lease.end();
    }

    /** Whether it is due and nobody has taken it. */
    public boolean isFree() {
        return status == DeliveryStatus.PENDING && leaseEnd == null;
    }

    public int maxRetries() {
        return maxRetries;
    }

    public DeliveryRef ticket() {
        return new DeliveryRef(id, endpointId, nextAttemptAt().orElse(createdAt));
    }

    public boolean isClaimedAs(long claim) {
        return status == DeliveryStatus.PENDING && claimNumber == claim;
    }

    /** Takes down that the receiver has it. */
    public void succeeded(int statusCode, Instant at) {
        attemptCount++;
        status = DeliveryStatus.DELIVERED;
        deliveredAt = at;
        dueAt = null;
        lastStatusCode = statusCode;
        lastError = null;
    }

    /**
     * Takes down a failed attempt, and plans the next one: by the schedule, or later if the receiver wants it later.
     *
     * @param ordering whether it must keep its place before later deliveries
     * @return when the next attempt is due; empty when there is none left, or the receiver is gone for good
     */
    public Optional<Instant> failed(
            AttemptResult result, RetrySchedule schedule, Ordering ordering, double random, Instant at) {
        attemptCount++;
        lastStatusCode = result.statusCode().isPresent() ? result.statusCode().getAsInt() : null;
        lastError = result.error().orElse("failed");
        int retry = attemptCount - earlierAttempts;
        if (retry > maxRetries || result.saysGone()) {
            status = DeliveryStatus.EXHAUSTED;
            dueAt = null;
        } else {
            Instant scheduled = at.plus(schedule.delayBefore(retry, random));
            waitUntil(result.notBefore().filter(scheduled::isBefore).orElse(scheduled), ordering);
        }
        return nextAttemptAt();
    }

    /** Where order is kept a delivery keeps its place, and nobody may claim it before its time. */
    private void waitUntil(Instant next, Ordering ordering) {
        dueAt = ordering.isKept() ? dueAt : next;
        leaseEnd = ordering.isKept() ? next : null;
    }

    public void cancel(String reason) {
        status = DeliveryStatus.CANCELLED;
        dueAt = null;
        lastError = reason;
    }

    /**
     * Begins a fresh round of attempts, now or before all that is younger; a round that is under way or scheduled is
     * replaced by it.
     */
    public void revive(int retries, Ordering ordering, Instant now) {
        status = DeliveryStatus.PENDING;
        earlierAttempts = attemptCount;
        maxRetries = retries;
        // Whoever is attempting it can't record an outcome any more.
        claimNumber++;
        leaseEnd = null;
        deliveredAt = null;
        dueAt = ordering.isKept() ? createdAt : now;
    }

    @Override
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String endpointId() {
        return endpointId;
    }

    public String eventId() {
        return eventId;
    }

    public EventType eventType() {
        return eventType;
    }

    public DeliveryStatus status() {
        return status;
    }

    /** How many attempts have an outcome. */
    public int attemptCount() {
        return attemptCount;
    }

    public long claimNumber() {
        return claimNumber;
    }

    /** When it is due, and if it is being attempted or keeps its place, when it can be claimed; empty when it is finished. */
    public Optional<Instant> nextAttemptAt() {
        return Optional.ofNullable(dueAt).map(due -> leaseEnd != null && leaseEnd.isAfter(due) ? leaseEnd : due);
    }

    /** Its place among the deliveries that wait. */
    public Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> deliveredAt() {
        return Optional.ofNullable(deliveredAt);
    }

    public OptionalInt lastStatusCode() {
        return lastStatusCode == null ? OptionalInt.empty() : OptionalInt.of(lastStatusCode);
    }

    public Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** The approval or the row of the log that it tells of. */
    public Optional<String> subjectId() {
        return Optional.ofNullable(subjectId);
    }
}
