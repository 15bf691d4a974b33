package org.agentwarden.webhooks.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.scheduling.BacklogBatch.Pacing;

/** One endpoint's share of the work. Not safe for threads by itself: {@link DeliveryScheduler} guards it. */
final class EndpointQueue {

    private static final Duration RESUMED_WITHIN = Duration.ofSeconds(1);

    private final String endpointId;
    private final Set<String> hints = new LinkedHashSet<>();
    private final Deque<ClaimedDelivery> ready = new ArrayDeque<>();

    private ConcurrencyLimit pace;
    private Pacing pacing = Pacing.FREE;
    private int reserved;
    private int unfinished;
    private int inFlight;

    /** Whether deliveries wait in the database that no hint in here speaks of. */
    private boolean behind;

    /** Counts what was left to the database, so that a search that began earlier does not end the backlog. */
    private long left;

    /** When a search may find something again; empty when it may at any time. */
    private Optional<Instant> suspendedUntil = Optional.empty();

    private boolean inTurns;

    EndpointQueue(String endpointId, ConcurrencyLimit pace) {
        this.endpointId = endpointId;
        this.pace = pace;
    }

    String endpointId() {
        return endpointId;
    }

    /** Keeps the hint, or leaves the delivery to the next search in the database when there is no room. */
    void hint(String deliveryId) {
        if (behind || pacing != Pacing.FREE || room() <= hints.size()) {
            hints.clear();
            fallBehind();
        } else {
            hints.add(deliveryId);
        }
    }

    /** What is stored now must not overtake what waits already. */
    boolean reserve() {
        boolean hasRoom = !behind && hints.isEmpty() && pacing == Pacing.FREE && room() > 0;
        reserved += hasRoom ? 1 : 0;
        return hasRoom;
    }

    void fallBehind() {
        behind = true;
        left++;
    }

    /** Without a claim that might bring something, the lane waits for a hint or for the sweep. */
    void rest() {
        behind = false;
        suspendedUntil = Optional.empty();
        hints.clear();
    }

    private int room() {
        return pace.window() - unfinished - reserved;
    }

    boolean wantsHinted() {
        return !hints.isEmpty();
    }

    /** A search costs the same for many rows as for few, so it waits until there is room for many. */
    boolean wantsWaiting() {
        boolean hasRoom = unfinished == 0 || (pacing != Pacing.ONE_BY_ONE && room() >= pace.window() / 2);
        return behind && suspendedUntil.isEmpty() && reserved == 0 && hasRoom;
    }

    List<String> takeHints(int most) {
        List<String> taken = new ArrayList<>();
        var next = hints.iterator();
        while (next.hasNext() && taken.size() < most) {
            taken.add(next.next());
            next.remove();
        }
        reserved += taken.size();
        return taken;
    }

    int takeRoom(int most) {
        int taken = Math.min(room(), most);
        reserved += taken;
        return taken;
    }

    long left() {
        return left;
    }

    void endReservation(int count) {
        reserved -= count;
    }

    /**
     * What a search has found; when it has found everything, that ends the backlog, unless something was left to the
     * database since.
     */
    void learn(BacklogBatch found, long leftBefore) {
        pacing = found.pacing();
        if (!found.more() && left == leftBefore) {
            behind = false;
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

    void resume() {
        suspendedUntil = Optional.empty();
    }

    void add(ClaimedDelivery delivery) {
        ready.add(delivery);
        unfinished++;
    }

    boolean canSend() {
        return !ready.isEmpty() && inFlight < pace.inFlight();
    }

    /** Which delivery is the next to send; only when there is one. */
    ClaimedDelivery next() {
        return ready.getFirst();
    }

    ConcurrencyLimit pace() {
        return pace;
    }

    /** Claims nothing before that time. */
    void suspend(Instant until) {
        fallBehind();
        suspendedUntil = Optional.of(until);
    }

    ClaimedDelivery send() {
        inFlight++;
        return ready.remove();
    }

    void answered(Duration after) {
        inFlight--;
        pace = pace.answered(after);
    }

    void overloaded() {
        inFlight--;
        pace = pace.overloaded();
    }

    void unanswered() {
        inFlight--;
        pace = pace.unanswered();
    }

    void unsent() {
        inFlight--;
    }

    void finished(Duration afterClaim) {
        unfinished--;
        pace = pace.finished(afterClaim);
    }

    boolean isSilent() {
        return pace.isSilent();
    }

    boolean isIdle() {
        return hints.isEmpty() && !behind && reserved == 0 && unfinished == 0;
    }

    boolean inTurns() {
        return inTurns;
    }

    void inTurns(boolean waits) {
        inTurns = waits;
    }
}
