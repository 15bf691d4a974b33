package org.agentwarden.webhooks.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryRef;

/**
 * All lanes of this node. Its size has a bound, however much waits: hints beyond a lane's window are forgotten, and the
 * lane searches the database instead. Safe for threads; no method blocks.
 */
public final class DeliveryScheduler {

    private static final int MOST_LEARNED = 10_000;

    private final SchedulerLimits limits;
    private final RequestLimit organizations;
    private final RequestLimit receivers;
    private final RequestQuota quota;
    private final LearnedLimits paces = new LearnedLimits(MOST_LEARNED);

    private final Map<String, EndpointQueue> lanes = new HashMap<>();
    private final Set<EndpointQueue> hinted = new LinkedHashSet<>();
    private final Set<EndpointQueue> searching = new LinkedHashSet<>();
    private final RoundRobin steady = new RoundRobin();
    private final RoundRobin silent = new RoundRobin();
    private int claimed;
    private int inFlight;
    private int silentInFlight;
    private boolean closed;

    public DeliveryScheduler(SchedulerLimits limits) {
        this.limits = limits;
        this.organizations = new RequestLimit(limits.perOrganization());
        this.receivers = new RequestLimit(limits.perReceiver());
        this.quota = new RequestQuota(limits.perMinute());
    }

    /** Takes hints from the queue. */
    public synchronized void hint(Collection<DeliveryRef> tickets) {
        for (DeliveryRef ticket : tickets) {
            EndpointQueue lane = lane(ticket.endpointId());
            lane.hint(ticket.deliveryId());
            seeWhatItWants(lane);
        }
    }

    /** Deliveries of these endpoints wait in the database; whether any hint speaks of them does not matter. */
    public synchronized void wake(Collection<String> endpointIds) {
        for (String endpointId : endpointIds) {
            EndpointQueue lane = lane(endpointId);
            lane.fallBehind();
            seeWhatItWants(lane);
        }
    }

    /**
     * The same, and resumes lanes whose time to search again has passed unused: the call of {@link #resume} was lost.
     * Called periodically.
     */
    public synchronized void catchUp(Collection<String> endpointIds, Instant now) {
        wake(endpointIds);
        List.copyOf(lanes.values()).stream().filter(lane -> lane.isOverdue(now)).forEach(lane -> {
            lane.resume();
            seeWhatItWants(lane);
        });
    }

    /** From now on there is nothing more to claim or to send. */
    public synchronized void close() {
        closed = true;
    }

    /** Whether {@link #nextClaim} would have something. */
    public synchronized boolean hasClaim() {
        return !closed && claimed < limits.claimed() && !(hinted.isEmpty() && searching.isEmpty());
    }

    /** What should be claimed next; each claim must be answered by {@link #fill} or {@link #abandon}. */
    public synchronized Optional<ClaimRequest> nextClaim() {
        if (!hasClaim()) {
            return Optional.empty();
        }
        int room = Math.min(limits.claimed() - claimed, limits.claim());
        return Optional.of(hinted.isEmpty() ? search(searching.iterator().next(), room) : claimHinted(room));
    }

    private ClaimRequest claimHinted(int room) {
        List<DeliveryRef> tickets = new ArrayList<>();
        while (tickets.size() < room && !hinted.isEmpty()) {
            EndpointQueue lane = hinted.iterator().next();
            lane.takeHints(room - tickets.size())
                    .forEach(id -> tickets.add(new DeliveryRef(id, lane.endpointId(), Instant.EPOCH)));
            hinted.remove(lane);
            seeWhatItWants(lane);
        }
        claimed += tickets.size();
        return new ClaimRequest.Hinted(tickets);
    }

    private ClaimRequest search(EndpointQueue lane, int room) {
        int limit = lane.takeRoom(room);
        claimed += limit;
        searching.remove(lane);
        return new ClaimRequest.Waiting(lane.endpointId(), limit, lane.left());
    }

    /** What a claim of hinted deliveries has brought. */
    public synchronized void fill(ClaimRequest.Hinted claim, List<ClaimedDelivery> deliveries) {
        release(claim);
        add(deliveries);
    }

    /** What a search has brought. When it says when to search again, {@link #resume} must be called then. */
    public synchronized void fill(ClaimRequest.Waiting claim, BacklogBatch found) {
        lane(claim.endpointId()).learn(found, claim.left());
        release(claim);
        add(found.claimed());
    }

    /**
     * The time has come to search again.
     *
     * @param time the time that the search has named; a call for an earlier search does nothing
     */
    public synchronized void resume(String endpointId, Instant time) {
        EndpointQueue lane = lane(endpointId);
        if (lane.isSuspendedUntil(time)) {
            lane.resume();
        }
        seeWhatItWants(lane);
    }

    /** A claim that failed: its deliveries are left to the sweep. */
    public synchronized void abandon(ClaimRequest claim) {
        if (claim instanceof ClaimRequest.Waiting waiting) {
            lane(waiting.endpointId()).rest();
        }
        release(claim);
    }

    /**
     * Asks for room for one delivery that is just being stored. With room it must be answered by {@link #endReservation},
     * whatever becomes of its transaction, and if that commits by {@link #take}, in any order.
     */
    public synchronized boolean reserve(String endpointId) {
        if (closed || claimed >= limits.claimed()) {
            return false;
        }
        EndpointQueue lane = lane(endpointId);
        boolean hasRoom = lane.reserve();
        claimed += hasRoom ? 1 : 0;
        seeWhatItWants(lane);
        return hasRoom;
    }

    /** Nothing is reserved any more for one delivery. */
    public synchronized void endReservation(String endpointId) {
        release(endpointId, 1);
    }

    /** A delivery that was claimed when it was stored. */
    public synchronized void take(ClaimedDelivery delivery) {
        add(List.of(delivery));
    }

    private void release(ClaimRequest claim) {
        if (claim instanceof ClaimRequest.Hinted hints) {
            hints.tickets().forEach(ticket -> release(ticket.endpointId(), 1));
        } else if (claim instanceof ClaimRequest.Waiting waiting) {
            release(waiting.endpointId(), waiting.limit());
        }
    }

    private void release(String endpointId, int count) {
        EndpointQueue lane = lane(endpointId);
        lane.endReservation(count);
        claimed -= count;
        seeWhatItWants(lane);
    }

    private void add(List<ClaimedDelivery> deliveries) {
        for (ClaimedDelivery delivery : deliveries) {
            EndpointQueue lane = lane(delivery.endpointId());
            lane.add(delivery);
            claimed++;
            seeWhatItWants(lane);
        }
    }

    /**
     * The next delivery to send, by fair turns and within the limits; must be answered by {@link #answered},
     * {@link #overloaded}, {@link #unanswered} or {@link #unsent}.
     */
    public synchronized Optional<SendSlot> nextTurn(Instant now) {
        if (closed) {
            return Optional.empty();
        }
        Optional<EndpointQueue> next = withRoom(steady);
        boolean isSilent = next.isEmpty() && silentInFlight < limits.silent();
        if (isSilent) {
            next = withRoom(silent);
        }
        return next.map(lane -> begin(lane, isSilent, now));
    }

    private SendSlot begin(EndpointQueue lane, boolean isSilent, Instant now) {
        lane.inTurns(false);
        inFlight++;
        silentInFlight += isSilent ? 1 : 0;
        ClaimedDelivery delivery = lane.send();
        organizations.begin(delivery.organizationId());
        receivers.begin(delivery.receiver());
        Optional<Instant> refused = quota.take(delivery.organizationId(), now);
        refused.ifPresent(lane::suspend);
        seeWhatItWants(lane);
        return new SendSlot(delivery, isSilent, refused.isEmpty());
    }

    /** Passes over lanes without room; each waits for it, and no longer for its turn. */
    private Optional<EndpointQueue> withRoom(RoundRobin turns) {
        Optional<EndpointQueue> next = turns.next();
        while (next.isPresent() && !hasRoom(next.get())) {
            next = turns.next();
        }
        return next;
    }

    private boolean hasRoom(EndpointQueue lane) {
        ClaimedDelivery delivery = lane.next();
        if (!organizations.hasRoom(delivery.organizationId())) {
            organizations.await(delivery.organizationId(), lane);
            return false;
        }
        if (!receivers.hasRoom(delivery.receiver())) {
            receivers.await(delivery.receiver(), lane);
            return false;
        }
        return true;
    }

    /** Whether {@link #nextTurn} would have something. */
    public synchronized boolean hasTurn() {
        return !closed && (!steady.isEmpty() || (silentInFlight < limits.silent() && !silent.isEmpty()));
    }

    /** The receiver has answered, with whatever status. */
    public synchronized void answered(SendSlot turn, Duration after) {
        EndpointQueue lane = landed(turn);
        lane.answered(after);
        seeWhatItWants(lane);
    }

    /** The receiver has answered that it gets too many requests. */
    public synchronized void overloaded(SendSlot turn) {
        EndpointQueue lane = landed(turn);
        lane.overloaded();
        seeWhatItWants(lane);
    }

    /** The receiver has not answered in time, or could not be reached. */
    public synchronized void unanswered(SendSlot turn) {
        EndpointQueue lane = landed(turn);
        lane.unanswered();
        seeWhatItWants(lane);
    }

    /** Nothing was sent, so that nothing is known of the receiver. */
    public synchronized void unsent(SendSlot turn) {
        EndpointQueue lane = landed(turn);
        lane.unsent();
        seeWhatItWants(lane);
    }

    private EndpointQueue landed(SendSlot turn) {
        inFlight--;
        silentInFlight -= turn.silent() ? 1 : 0;
        organizations.end(turn.delivery().organizationId()).forEach(this::queue);
        receivers.end(turn.delivery().receiver()).forEach(this::queue);
        return lane(turn.delivery().endpointId());
    }

    /** Forgets what was learned of an endpoint. */
    public synchronized void forget(String endpointId) {
        paces.forget(endpointId);
    }

    /** Nothing more is to be done about a claimed delivery; its outcome is stored, or given up. */
    public synchronized void finished(ClaimedDelivery delivery, Duration afterClaim) {
        EndpointQueue lane = lane(delivery.endpointId());
        lane.finished(afterClaim);
        claimed--;
        seeWhatItWants(lane);
    }

    /** How many deliveries are claimed, or about to be, and not finished. */
    public synchronized int claimed() {
        return claimed;
    }

    /** How many turns were given and not answered. */
    public synchronized int inFlight() {
        return inFlight;
    }

    private EndpointQueue lane(String endpointId) {
        return lanes.computeIfAbsent(endpointId, id -> new EndpointQueue(id, paces.take(id)));
    }

    private void seeWhatItWants(EndpointQueue lane) {
        keep(hinted, lane, lane.wantsHinted());
        keep(searching, lane, lane.wantsWaiting());
        if (lane.canSend() && !lane.inTurns()) {
            lane.inTurns(true);
            queue(lane);
        }
        if (lane.isIdle()) {
            lanes.remove(lane.endpointId());
            paces.keep(lane.endpointId(), lane.pace());
        }
    }

    private void queue(EndpointQueue lane) {
        (lane.isSilent() ? silent : steady).add(lane.next().organizationId(), lane);
    }

    private static void keep(Set<EndpointQueue> among, EndpointQueue lane, boolean wanted) {
        if (wanted) {
            among.add(lane);
        } else {
            among.remove(lane);
        }
    }
}
