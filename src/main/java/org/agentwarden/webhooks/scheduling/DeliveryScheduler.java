package org.agentwarden.webhooks.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;

/**
 * Decides what this node claims and sends next. Bounded: deliveries without room wait in the database. Thread-safe; no
 * method blocks.
 */
public final class DeliveryScheduler {

    private static final int MOST_LEARNED = 10_000;

    private final SchedulerLimits limits;
    private final InstantSource clock;
    private final SendQueue sending;
    private final RequestQuota quota;
    private final LearnedLimits learned = new LearnedLimits(MOST_LEARNED);
    private final Map<String, EndpointQueue> queues = new HashMap<>();
    private final Set<EndpointQueue> searches = new LinkedHashSet<>();
    private int claimed;
    private boolean closed;

    public DeliveryScheduler(SchedulerLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.sending = new SendQueue(limits);
        this.quota = new RequestQuota(limits.perMinute());
    }

    /** Ends claiming and sending. */
    public synchronized void close() {
        closed = true;
    }

    /**
     * Reserves room for one delivery; {@link #add} or {@link #release} must follow.
     *
     * @param failing whether the endpoint's latest deliveries have failed, as far as the database knows
     */
    public synchronized boolean tryReserve(String endpointId, boolean failing) {
        if (closed || claimed >= limits.claimed()) {
            return false;
        }
        EndpointQueue queue = queue(endpointId, failing);
        boolean hasRoom = sending.mayClaim(queue) && queue.tryReserve();
        claimed += hasRoom ? 1 : 0;
        reschedule(queue);
        return hasRoom;
    }

    /** Releases the room for one delivery. */
    public synchronized void release(String endpointId) {
        release(queue(endpointId), 1);
    }

    private void release(EndpointQueue queue, int count) {
        queue.release(count);
        claimed -= count;
        reschedule(queue);
    }

    /** Adds a claimed delivery for which room was reserved. */
    public synchronized void add(ClaimedDelivery delivery) {
        EndpointQueue queue = queue(delivery.endpointId());
        queue.release(1);
        queue.add(delivery);
        reschedule(queue);
    }

    /** Notes that deliveries of these endpoints wait in the database. */
    public synchronized void addBacklog(Collection<String> endpointIds) {
        for (String endpointId : endpointIds) {
            EndpointQueue queue = queue(endpointId);
            queue.addBacklog();
            reschedule(queue);
        }
    }

    /** Whether deliveries of the endpoint wait in the database, and this node will claim them. */
    public synchronized boolean hasBacklog(String endpointId) {
        EndpointQueue queue = queues.get(endpointId);
        return queue != null && queue.hasBacklog();
    }

    /** Notes that the latest deliveries of these endpoints have failed; what this node has learned itself counts more. */
    public synchronized void noteFailing(Collection<String> endpointIds) {
        endpointIds.forEach(endpointId -> reschedule(queue(endpointId, true)));
    }

    /** Resumes searches for which the call of {@link #resume} was lost. Called periodically. */
    public synchronized void resumeOverdue() {
        Instant now = clock.instant();
        List.copyOf(queues.values()).stream()
                .filter(queue -> queue.isOverdue(now))
                .forEach(queue -> {
                    queue.resume();
                    reschedule(queue);
                });
    }

    /** Whether {@link #nextSearch} would have something. */
    public synchronized boolean hasSearch() {
        return !closed && claimed < limits.claimed() && firstSearch().isPresent();
    }

    /** The next search to make; {@link #fill} or {@link #abandon} must follow. */
    public synchronized Optional<BacklogSearch> nextSearch() {
        return hasSearch() ? firstSearch().map(this::begin) : Optional.empty();
    }

    private Optional<EndpointQueue> firstSearch() {
        return searches.stream().filter(sending::mayClaim).findFirst();
    }

    private BacklogSearch begin(EndpointQueue queue) {
        BacklogSearch search = queue.search(Math.min(limits.claimed() - claimed, limits.batch()));
        claimed += search.limit();
        searches.remove(queue);
        return search;
    }

    /** Takes the result of a search. If that says when to search again, {@link #resume} must be called then. */
    public synchronized void fill(BacklogSearch search, BacklogBatch found) {
        EndpointQueue queue = queue(search.endpointId());
        queue.learn(search, found);
        found.claimed().forEach(queue::add);
        claimed += found.claimed().size();
        release(queue, search.limit());
    }

    /** Resumes the search that has named this time. A call for an earlier search does nothing. */
    public synchronized void resume(String endpointId, Instant time) {
        EndpointQueue queue = queue(endpointId);
        if (queue.isSuspendedUntil(time)) {
            queue.resume();
        }
        reschedule(queue);
    }

    /** Ends a search that has failed; the sweep will find what is due. */
    public synchronized void abandon(BacklogSearch search) {
        EndpointQueue queue = queue(search.endpointId());
        queue.clearBacklog();
        release(queue, search.limit());
    }

    /** Whether {@link #nextSlot} may have something. */
    public synchronized boolean hasSlot() {
        return !closed && sending.hasNext();
    }

    /** The next delivery to send; {@link #ended}, {@link #failed} or {@link #unsent} must follow. */
    public synchronized Optional<SendSlot> nextSlot() {
        return closed ? Optional.empty() : sending.next().map(this::slot);
    }

    private SendSlot slot(EndpointQueue queue) {
        Responsiveness responsiveness = queue.responsiveness();
        ClaimedDelivery delivery = queue.send();
        Optional<Instant> refusedUntil = quota.take(delivery.organizationId(), clock.instant());
        refusedUntil.ifPresent(queue::suspend);
        SendSlot slot = new SendSlot(delivery, responsiveness, refusedUntil.isEmpty());
        sending.begin(slot);
        reschedule(queue);
        return slot;
    }

    /** The attempt has an outcome. */
    public synchronized void ended(SendSlot slot, AttemptOutcome outcome) {
        end(slot, limit -> limit.after(outcome));
    }

    /** Nobody knows what has become of the attempt. */
    public synchronized void failed(SendSlot slot) {
        end(slot, ConcurrencyLimit::unanswered);
    }

    /** Nothing was sent, so that nothing is known of the receiver. */
    public synchronized void unsent(SendSlot slot) {
        end(slot, limit -> limit);
    }

    private void end(SendSlot slot, UnaryOperator<ConcurrencyLimit> lesson) {
        sending.end(slot);
        EndpointQueue queue = queue(slot.delivery().endpointId());
        queue.end(lesson);
        reschedule(queue);
    }

    /** The outcome of a claimed delivery is stored, or given up. */
    public synchronized void finished(ClaimedDelivery delivery) {
        EndpointQueue queue = queue(delivery.endpointId());
        queue.finished(Duration.between(delivery.lease().start(), clock.instant()));
        claimed--;
        reschedule(queue);
    }

    /** Forgets what was learned of an endpoint. */
    public synchronized void forget(String endpointId) {
        learned.forget(endpointId);
    }

    /** How many deliveries are claimed, or about to be, and not finished. */
    public synchronized int claimed() {
        return claimed;
    }

    /** How many slots were given and not answered. */
    public synchronized int inFlight() {
        return sending.inFlight();
    }

    private EndpointQueue queue(String endpointId) {
        return queue(endpointId, false);
    }

    private EndpointQueue queue(String endpointId, boolean failing) {
        return queues.computeIfAbsent(
                endpointId, id -> new EndpointQueue(id, learned.take(id, failing, clock.instant())));
    }

    private void reschedule(EndpointQueue queue) {
        if (queue.wantsSearch()) {
            searches.add(queue);
        } else {
            searches.remove(queue);
        }
        sending.offer(queue);
        if (queue.isIdle()) {
            queues.remove(queue.endpointId());
            learned.keep(queue.endpointId(), queue.limit(), clock.instant());
        }
    }
}
