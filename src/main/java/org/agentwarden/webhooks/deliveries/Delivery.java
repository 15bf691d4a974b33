package org.agentwarden.webhooks.deliveries;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.Ordering;
import org.agentwarden.webhooks.endpoints.RetrySchedule;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint. A node claims it before it attempts it: no other node can until the lease ends, and the claim
 * number proves the claim when the outcome is recorded. A claim changes no indexed column. {@code dueAt}, the time of the
 * next attempt, is null when the delivery is finished.
 */
@Entity
@Table(name = "deliveries")
public class Delivery implements Listable {

    /** For how long the delivery of a test is reserved for the test's caller. */
    public static final Duration TEST_RESERVATION = Duration.ofSeconds(5);

    private static final long UNCLAIMED = 0;

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

    /** Names the approval or the row of the log that the event is about. */
    public void about(String subject) {
        subjectId = subject;
    }

    /** Claims it before its row is stored. */
    public void claim(Lease lease) {
        claimNumber = lease.claimNumber();
        leaseEnd = lease.end();
    }

    public int maxRetries() {
        return maxRetries;
    }

    /** To look at it when it can next be claimed; only while it is pending. */
    public ScheduledDelivery scheduled() {
        return new ScheduledDelivery(id, endpointId, nextAttemptAt().orElse(createdAt));
    }

    public boolean isClaimedAs(long claim) {
        return status == DeliveryStatus.PENDING && claimNumber == claim;
    }

    /**
     * Records a failed attempt and plans the next one: by the schedule, or later if the receiver asks for it.
     *
     * @param random from 0 to 1, for the jitter
     * @return when the next attempt is due; empty when none follows
     */
    public Optional<Instant> failed(
            AttemptOutcome outcome, RetrySchedule schedule, Ordering ordering, double random, Instant at) {
        attemptCount++;
        claimNumber = UNCLAIMED;
        lastStatusCode = outcome.statusCode().orElse(null);
        lastError = outcome.error().orElse("failed");
        int retry = attemptCount - earlierAttempts;
        if (retry > maxRetries || outcome.saysGone()) {
            status = DeliveryStatus.EXHAUSTED;
            dueAt = null;
        } else {
            Instant scheduled = at.plus(schedule.delayBefore(retry, random));
            waitUntil(outcome.notBefore().filter(scheduled::isBefore).orElse(scheduled), ordering);
        }
        return nextAttemptAt();
    }

    /** Where order is kept, a delivery keeps its due time, by which it is ordered. */
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
     * Begins a new round of attempts. An attempt that is in flight is its first one; otherwise the first is due now, or,
     * where order is kept, before all younger deliveries.
     */
    public void revive(int retries, Ordering ordering, Instant now) {
        boolean isUnderWay = status == DeliveryStatus.PENDING
                && claimNumber != UNCLAIMED
                && leaseEnd != null
                && leaseEnd.isAfter(now);
        status = DeliveryStatus.PENDING;
        earlierAttempts = attemptCount;
        maxRetries = retries;
        if (!isUnderWay) {
            claimNumber = UNCLAIMED;
            leaseEnd = null;
            deliveredAt = null;
            dueAt = ordering.isKept() ? createdAt : now;
        }
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

    /** When it is due, or when it can be claimed again if that is later; empty when it is finished. */
    public Optional<Instant> nextAttemptAt() {
        return Optional.ofNullable(dueAt).map(due -> leaseEnd != null && leaseEnd.isAfter(due) ? leaseEnd : due);
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> deliveredAt() {
        return Optional.ofNullable(deliveredAt);
    }

    public Optional<Integer> lastStatusCode() {
        return Optional.ofNullable(lastStatusCode);
    }

    public Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** Id of the approval or of the row of the log that the event is about. */
    public Optional<String> subjectId() {
        return Optional.ofNullable(subjectId);
    }
}
