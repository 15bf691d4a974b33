package org.agentwarden.webhooks.engine;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentwarden.platform.BatchingQueue;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.WorkerPool;
import org.agentwarden.platform.schedule.Scheduler;
import org.agentwarden.settings.OutgoingLimits;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.AttemptResult;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryClaimed;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.deliveries.DeliveryStored;
import org.agentwarden.webhooks.endpoints.EndpointDeleted;
import org.agentwarden.webhooks.engine.Outcomes.Outcome;
import org.agentwarden.webhooks.scheduling.BacklogBatch;
import org.agentwarden.webhooks.scheduling.ClaimRequest;
import org.agentwarden.webhooks.scheduling.DeliveryScheduler;
import org.agentwarden.webhooks.scheduling.SchedulerLimits;
import org.agentwarden.webhooks.scheduling.SendSlot;

/**
 * Moves deliveries along: claims in groups what the lanes have room for, sends by turns, records outcomes in groups. All
 * of it happens on {@link WebhookThreads}; callers return at once.
 */
@ApplicationScoped
public class DeliveryEngine {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(DeliveryEngine.class.getName()));

    /** Bounds the payloads in memory. */
    private static final int MOST_CLAIMED = 1_024;

    private static final int LARGEST_GROUP = 256;

    /** Nobody waits for an outcome but the window of its lane; a crash repeats what was sent within that time. */
    private static final Duration PACE_OF_OUTCOMES = Duration.ofMillis(20);

    /** The outcome must be stored before anybody else may claim the delivery. */
    private static final Duration TIME_TO_RECORD = Duration.ofSeconds(1);

    /** The other half is there for receivers that answer. */
    private static final int MOST_SILENT = WebhookThreads.SENDERS / 2;

    @Inject
    private WebhookThreads threads;

    @Inject
    private DeliveryClaims claims;

    @Inject
    private DeliveryAttempt attempt;

    @Inject
    private AttemptRecorder recorder;

    @Inject
    private Scheduler scheduler;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    @Inject
    private Event<DuplicatesDropped> dropped;

    @Inject
    private Event<DeliveryClaimed> claimed;

    private DeliveryScheduler lanes;
    private WorkerPool<ClaimRequest> claimers;
    private WorkerPool<SendSlot> senders;
    private BatchingQueue<Outcome> outcomes;
    private BatchingQueue<ClaimedDelivery> leftovers;

    @PostConstruct
    void open() {
        OutgoingLimits outgoing = settings.outgoing();
        lanes = new DeliveryScheduler(new SchedulerLimits(
                MOST_CLAIMED,
                LARGEST_GROUP,
                MOST_SILENT,
                outgoing.perOrganization(),
                outgoing.perReceiver(),
                outgoing.perMinute()));
        claimers = new WorkerPool<>(threads, 1, lanes::nextClaim, lanes::hasClaim, this::claim);
        senders = new WorkerPool<>(
                threads, WebhookThreads.SENDERS, () -> lanes.nextTurn(clock.instant()), lanes::hasTurn, this::send);
        outcomes = new BatchingQueue<>(threads, Integer.MAX_VALUE, LARGEST_GROUP, PACE_OF_OUTCOMES, this::record);
        leftovers = new BatchingQueue<>(threads, Integer.MAX_VALUE, LARGEST_GROUP, PACE_OF_OUTCOMES, this::giveBack);
    }

    /**
     * What is being sent is waited for; what is claimed and not sent yet is left to its lease. Not when this bean is
     * destroyed: the one that sends may be gone before it.
     */
    void close(@Observes Shutdown shutdown) {
        lanes.close();
        threads.close(settings.webhookTimeout().toMillis());
    }

    /** In the transaction that stores the delivery: with room for it, it is claimed at once and needs no ticket. */
    void claimAtOnce(@Observes DeliveryStored stored) {
        if (lanes.reserve(stored.delivery().endpointId())) {
            claimed.fire(new DeliveryClaimed(stored.claim(clock.instant(), settings.webhookTimeout())));
        }
    }

    void begin(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveryClaimed stored) {
        lanes.take(stored.delivery());
        wake(senders);
    }

    /** Also when nobody knows how the transaction ended: then the delivery is free after its lease. */
    void endReservation(@Observes(during = TransactionPhase.AFTER_COMPLETION) DeliveryClaimed stored) {
        lanes.endReservation(stored.delivery().endpointId());
        wake(claimers);
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) EndpointDeleted deleted) {
        lanes.forget(deleted.endpointId());
    }

    /** Deliveries that the queue says are due. */
    public void attempt(Collection<DeliveryRef> tickets) {
        lanes.hint(tickets);
        wake(claimers);
    }

    /**
     * Looks after everything that waits: endpoints for which due deliveries wait in the database, lanes that were not
     * resumed in time, and work that no thread was free for. Called periodically.
     *
     * @param endpointIds the endpoints with due deliveries
     */
    public void catchUp(Collection<String> endpointIds) {
        lanes.catchUp(endpointIds, clock.instant());
        wakeAll();
    }

    private void wakeAll() {
        Stream.<Runnable>of(claimers::wake, senders::wake, outcomes::wake, leftovers::wake)
                .forEach(DeliveryEngine::tryTo);
    }

    /** How many deliveries this node has claimed and not finished. */
    public int claimed() {
        return lanes.claimed();
    }

    /** How many of them are being sent. */
    public int inFlight() {
        return lanes.inFlight();
    }

    private void claim(ClaimRequest claim) {
        boolean answered = false;
        try {
            if (claim instanceof ClaimRequest.Hinted hinted) {
                DeliveryClaims.Hinted found = claims.claim(hinted.deliveryIds());
                lanes.fill(hinted, found.claimed());
                answered = true;
                lanes.wake(found.paced());
                if (found.dropped() > 0) {
                    dropped.fire(new DuplicatesDropped(found.dropped()));
                }
            } else if (claim instanceof ClaimRequest.Waiting waiting) {
                BacklogBatch found = claims.claimWaiting(waiting.endpointId(), waiting.limit());
                lanes.fill(waiting, found);
                answered = true;
                found.next().ifPresent(next -> resumeAt(next, waiting.endpointId()));
            }
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "claim " + e.getClass().getName(),
                    () -> "Deliveries could not be claimed and wait for the sweep: " + e);
        } finally {
            if (!answered) {
                lanes.abandon(claim);
            }
            wake(senders);
        }
    }

    private void resumeAt(Instant next, String endpointId) {
        scheduler.runAfter(Duration.between(clock.instant(), next), () -> {
            lanes.resume(endpointId, next);
            wake(claimers);
        });
    }

    private void send(SendSlot turn) {
        ClaimedDelivery delivery = turn.delivery();
        Instant latest = delivery.leaseEnd().minus(settings.webhookTimeout()).minus(TIME_TO_RECORD);
        if (!turn.allowed() || clock.instant().isAfter(latest)) {
            leave(turn);
            return;
        }
        Optional<AttemptResult> result = Optional.empty();
        boolean made = false;
        try {
            result = attempt.make(delivery);
            made = true;
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "attempt " + e.getClass().getName(),
                    () -> "The attempt of " + delivery + " went wrong; the sweep finds it again",
                    e);
        } finally {
            if (!made) {
                lanes.unanswered(turn);
                finish(delivery);
            }
        }
        if (made) {
            result.ifPresentOrElse(known -> end(turn, known), () -> leave(turn));
        }
    }

    private void end(SendSlot turn, AttemptResult result) {
        if (result.saysOverloaded()) {
            lanes.overloaded(turn);
        } else if (result.statusCode().isPresent()) {
            lanes.answered(turn, result.duration());
        } else {
            lanes.unanswered(turn);
        }
        tryTo(() -> outcomes.offer(List.of(new Outcome(turn.delivery(), result))));
    }

    private void leave(SendSlot turn) {
        lanes.unsent(turn);
        tryTo(() -> leftovers.offer(List.of(turn.delivery())));
    }

    private void record(List<Outcome> group) {
        try {
            recorder.record(group);
        } finally {
            group.forEach(outcome -> finish(outcome.claimed()));
        }
    }

    /**
     * Their turn came so late that the attempt might outlast the claim, or their endpoint takes nothing now. They are
     * claimed anew, or cancelled then.
     */
    private void giveBack(List<ClaimedDelivery> unsent) {
        try {
            claims.release(unsent);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "release " + e.getClass().getName(),
                    () -> unsent.size() + " deliveries wait for the end of their claims: " + e);
        } finally {
            unsent.forEach(this::finish);
        }
        lanes.wake(unsent.stream().map(ClaimedDelivery::endpointId).collect(Collectors.toSet()));
        wake(claimers);
    }

    private void finish(ClaimedDelivery delivery) {
        lanes.finished(delivery, Duration.between(delivery.claimedAt(), clock.instant()));
        wake(claimers);
    }

    private static void wake(WorkerPool<?> crew) {
        tryTo(crew::wake);
    }

    /** What no thread is free for stays where it is; {@link #catchUp} looks after it. */
    private static void tryTo(Runnable handOver) {
        try {
            handOver.run();
        } catch (RejectedExecutionException e) {
            LOG.log(Level.WARNING, "rejected", () -> "No thread is free, or the server stops: " + e);
        }
    }
}
