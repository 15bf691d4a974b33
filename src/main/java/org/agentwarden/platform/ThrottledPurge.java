package org.agentwarden.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Clears away what has become old, beside the live load. A round goes over many rows in small steps and rests after each
 * nine times as long as it took: it asks for a tenth of one connection's time at most, and for less of a database
 * the busier that is. Each round begins anew with the oldest row, an hour after the one before, so what can't be cleared
 * away is looked at once an hour and not all the time. Belongs to one timer: not safe for threads.
 */
public final class ThrottledPurge {

    private static final Duration LONGEST_TURN = Duration.ofMillis(800);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int RESTS = 9;

    /** Rows stay at most by so much longer than they should. */
    private static final int PAUSES_PER_LIFE = 10;

    private @Nullable BooleanSupplier step;
    private Instant next = Instant.EPOCH;

    /**
     * Takes steps of the round that is under way, or of a new one when it is time for it; returns within a second. What a
     * step throws ends this run; the next one tries that step again.
     *
     * @param life how long rows are kept; when that is short, it runs more often
     * @param begin gives the steps of a new round: each call is one, and says whether another follows
     */
    public void run(Instant now, Duration life, Supplier<BooleanSupplier> begin) {
        if (step == null && now.isBefore(next)) {
            return;
        }
        BooleanSupplier current = step == null ? begin.get() : step;
        step = current;
        if (!take(current)) {
            step = null;
            next = now.plus(pause(life));
        }
    }

    /** Returns whether there is more to do. */
    private static boolean take(BooleanSupplier step) {
        long start = System.nanoTime();
        boolean more = true;
        while (more
                && System.nanoTime() - start < LONGEST_TURN.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            long begun = System.nanoTime();
            more = step.getAsBoolean();
            LockSupport.parkNanos(RESTS * (System.nanoTime() - begun));
        }
        return more;
    }

    private static Duration pause(Duration life) {
        Duration part = life.dividedBy(PAUSES_PER_LIFE);
        return part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
    }
}
