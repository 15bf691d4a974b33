package org.agentwarden.webhooks.delivery;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.agentwarden.platform.Crew;
import org.agentwarden.platform.Groups;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.dispatch.WebhookThreads;
import org.agentwarden.webhooks.lanes.Claim;
import org.agentwarden.webhooks.lanes.Lanes;
import org.agentwarden.webhooks.lanes.Turn;
import org.agentwarden.webhooks.outbox.AttemptResult;
import org.agentwarden.webhooks.outbox.ClaimedDelivery;
import org.agentwarden.webhooks.outbox.Claims;
import org.agentwarden.webhooks.outbox.DeliveryClaimed;
import org.agentwarden.webhooks.outbox.DeliveryStored;
import org.agentwarden.webhooks.outbox.Found;
import org.agentwarden.webhooks.outbox.Outcomes.Outcome;
import org.agentwarden.webhooks.outbox.Ticket;

/**
 * Moves deliveries along: claims in groups what the lanes have room for, sends by turns, records outcomes in groups. All
 * of it happens on {@link WebhookThreads}; callers return at once.
 */
@ApplicationScoped
public class DeliveryEngine {

    private static final Logger LOG = System.getLogger(DeliveryEngine.class.getName());

    /** Bounds the payloads in memory. */
    private static final int MOST_CLAIMED = 1_024;

    private static final int LARGEST_GROUP = 256;

    /** Nobody waits for an outcome but the window of its lane; a crash repeats what was sent within that time. */
    private static final Duration PACE_OF_OUTCOMES = Duration.ofMillis(20);

    /** The outcome must be stored before anybody else may claim the delivery. */
    private static final Duration TIME_TO_RECORD = Duration.ofSeconds(1);

    /** The other half is there for receivers that answer. */
    private static final int MOST_SILENT = WebhookThreads.SENDERS / 2;

    private final Lanes lanes = new Lanes(MOST_CLAIMED, LARGEST_GROUP, MOST_SILENT);

    @Inject
    private WebhookThreads threads;

    @Inject
    private Claims claims;

    @Inject
    private DeliveryAttempt attempt;

    @Inject
    private Recorder recorder;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    @Inject
    private Event<HintsDropped> dropped;

    @Inject
    private Event<DeliveryClaimed> claimed;

    private Crew<Claim> claimers;
    private Crew<Turn> senders;
    private Groups<Outcome> outcomes;
    private Groups<ClaimedDelivery> leftovers;

    @PostConstruct
    void open() {
        claimers = new Crew<>(threads, 1, lanes::nextClaim, lanes::hasClaim, this::claim);
        senders = new Crew<>(threads, WebhookThreads.SENDERS, lanes::nextTurn, lanes::hasTurn, this::send);
        outcomes = new Groups<>(threads, Integer.MAX_VALUE, LARGEST_GROUP, PACE_OF_OUTCOMES, this::record);
        leftovers = new Groups<>(threads, Integer.MAX_VALUE, LARGEST_GROUP, PACE_OF_OUTCOMES, this::giveBack);
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

    /** Deliveries that the queue says are due. */
    public void attempt(Collection<Ticket> tickets) {
        lanes.hint(tickets);
        wake(claimers);
    }

    /** Endpoints for which due deliveries wait in the database. */
    public void catchUp(Collection<String> endpointIds) {
        lanes.wake(endpointIds);
        wake(claimers);
    }

    /** How many deliveries this node has claimed and not finished. */
    public int claimed() {
        return lanes.claimed();
    }

    /** How many of them are being sent. */
    public int inFlight() {
        return lanes.inFlight();
    }

    private void claim(Claim claim) {
        try {
            if (claim instanceof Claim.Hinted hinted) {
                Claims.Hinted found = claims.claim(hinted.deliveryIds());
                lanes.fill(hinted, found.claimed());
                lanes.wake(found.paced());
                if (found.dropped() > 0) {
                    dropped.fire(new HintsDropped(found.dropped()));
                }
            } else if (claim instanceof Claim.Waiting waiting) {
                Found found = claims.claimWaiting(waiting.endpointId(), waiting.limit());
                lanes.fill(waiting, found);
                found.next().ifPresent(next -> resumeAt(next, waiting.endpointId()));
            }
        } catch (RuntimeException e) {
            lanes.abandon(claim);
            LOG.log(Level.WARNING, "Deliveries could not be claimed and wait for the sweep: {0}", e.toString());
        }
        wake(senders);
    }

    private void resumeAt(Instant next, String endpointId) {
        long millis = Math.max(1, Duration.between(clock.instant(), next).toMillis());
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, threads)
                .execute(() -> {
                    lanes.resume(endpointId);
                    wake(claimers);
                });
    }

    private void send(Turn turn) {
        ClaimedDelivery delivery = turn.delivery();
        Instant latest = delivery.leaseEnd().minus(settings.webhookTimeout()).minus(TIME_TO_RECORD);
        if (clock.instant().isAfter(latest)) {
            lanes.unsent(turn);
            leftovers.offer(List.of(delivery));
            return;
        }
        try {
            attempt.make(delivery).ifPresentOrElse(result -> end(turn, result), () -> {
                lanes.unsent(turn);
                leftovers.offer(List.of(delivery));
            });
        } catch (RuntimeException e) {
            lanes.unanswered(turn);
            LOG.log(Level.ERROR, "The attempt of " + delivery + " went wrong; the sweep finds it again", e);
            finish(delivery);
        }
    }

    private void end(Turn turn, AttemptResult result) {
        if (result.saysOverloaded()) {
            lanes.overloaded(turn);
        } else if (result.statusCode().isPresent()) {
            lanes.answered(turn, result.duration());
        } else {
            lanes.unanswered(turn);
        }
        outcomes.offer(List.of(new Outcome(turn.delivery(), result)));
    }

    private void record(List<Outcome> group) {
        recorder.record(group);
        group.forEach(outcome -> finish(outcome.claimed()));
    }

    /**
     * Their turn came so late that the attempt might outlast the claim, or their endpoint takes nothing now. They are
     * claimed anew, or cancelled then.
     */
    private void giveBack(List<ClaimedDelivery> unsent) {
        try {
            claims.release(unsent);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "{0} deliveries wait for the end of their claims: {1}", unsent.size(), e.toString());
        }
        unsent.forEach(this::finish);
        catchUp(unsent.stream().map(ClaimedDelivery::endpointId).collect(Collectors.toSet()));
    }

    private void finish(ClaimedDelivery delivery) {
        lanes.finished(delivery, Duration.between(delivery.claimedAt(), clock.instant()));
        wake(claimers);
    }

    private static void wake(Crew<?> crew) {
        try {
            crew.wake();
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "No thread is free, or the server stops: {0}", e.toString());
        }
    }
}
