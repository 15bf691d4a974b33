package org.agentwarden.webhooks.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;

/** The claimed deliveries of one endpoint, and whether more wait in the database. Guarded by {@link DeliveryScheduler}. */
final class EndpointQueue {

    private static final Duration RESUMED_WITHIN = Duration.ofSeconds(1);

    private final String endpointId;
    private final Deque<ClaimedDelivery> ready = new ArrayDeque<>();

    private ConcurrencyLimit limit;
    private DeliveryMode mode = DeliveryMode.UNORDERED;
    private int reserved;
    private int unfinished;
    private int inFlight;

    /** Whether deliveries wait in the database. */
    private boolean hasBacklog;

    /** Grows with the backlog, so that a search that began earlier does not end it. */
    private long backlogVersion;

    /** When a search may find something again; empty when it may at any time. */
    private Optional<Instant> suspendedUntil = Optional.empty();

    /** Whether it is in the {@link SendQueue}. */
    private boolean isQueued;

    EndpointQueue(String endpointId, ConcurrencyLimit limit) {
        this.endpointId = endpointId;
        this.limit = limit;
    }

    String endpointId() {
        return endpointId;
    }

    ConcurrencyLimit limit() {
        return limit;
    }

    Responsiveness responsiveness() {
        return limit.responsiveness();
    }

    /** Refuses while a backlog waits, which a new delivery must not overtake. */
    boolean tryReserve() {
        boolean hasRoom = !hasBacklog && mode == DeliveryMode.UNORDERED && room() > 0;
        reserved += hasRoom ? 1 : 0;
        return hasRoom;
    }

    void release(int count) {
        reserved -= count;
    }

    void addBacklog() {
        hasBacklog = true;
        backlogVersion++;
    }

    boolean hasBacklog() {
        return hasBacklog;
    }

    /** After a failed search; the sweep or a message calls {@link #addBacklog} again. */
    void clearBacklog() {
        hasBacklog = false;
        suspendedUntil = Optional.empty();
    }

    private int room() {
        return limit.window() - unfinished - reserved;
    }

    /** A search costs the same for many rows as for few, so it waits until there is room for many. */
    boolean wantsSearch() {
        boolean hasRoom = unfinished == 0 || (mode != DeliveryMode.ORDERED && room() >= limit.window() / 2);
        return hasBacklog && suspendedUntil.isEmpty() && reserved == 0 && hasRoom;
    }

    BacklogSearch search(int most) {
        int taken = Math.min(room(), most);
        reserved += taken;
        return new BacklogSearch(endpointId, taken, backlogVersion);
    }

    /** A search that has found everything ends the backlog, unless that has grown since. */
    void learn(BacklogSearch search, BacklogBatch found) {
        mode = found.mode();
        if (!found.more() && backlogVersion == search.backlogVersion()) {
            hasBacklog = false;
        }
        suspendedUntil = found.more() ? found.next() : Optional.empty();
    }

    boolean isSuspendedUntil(Instant time) {
        return suspendedUntil.filter(time::equals).isPresent();
    }

    /** Whether nobody has resumed it although its time has come. */
    boolean isOverdue(Instant now) {
        return suspendedUntil
                .filter(time -> now.isAfter(time.plus(RESUMED_WITHIN)))
                .isPresent();
    }

    /** Claims nothing before that time. */
    void suspend(Instant until) {
        addBacklog();
        suspendedUntil = Optional.of(until);
    }

    void resume() {
        suspendedUntil = Optional.empty();
    }

    void add(ClaimedDelivery delivery) {
        ready.add(delivery);
        unfinished++;
    }

    boolean canSend() {
        return !ready.isEmpty() && inFlight < limit.inFlight();
    }

    /** The next delivery to send; only when there is one. */
    ClaimedDelivery next() {
        return ready.getFirst();
    }

    ClaimedDelivery send() {
        inFlight++;
        return ready.remove();
    }

    /** @param lesson what its outcome teaches about the endpoint */
    void end(UnaryOperator<ConcurrencyLimit> lesson) {
        inFlight--;
        limit = lesson.apply(limit);
    }

    void finished(Duration afterClaim) {
        unfinished--;
        limit = limit.finished(afterClaim);
    }

    boolean isIdle() {
        return !hasBacklog && reserved == 0 && unfinished == 0;
    }

    boolean isQueued() {
        return isQueued;
    }

    void setQueued(boolean queued) {
        isQueued = queued;
    }
}
