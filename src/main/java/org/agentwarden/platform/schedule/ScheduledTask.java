package org.agentwarden.platform.schedule;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.agentwarden.platform.ConnectionFailures;
import org.agentwarden.platform.ThrottledLog;

/** A periodic task with its record: how often it ran and failed, and when it last succeeded. Safe for threads. */
public final class ScheduledTask {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(ScheduledTask.class.getName()));
    private static final int PERIODS_UNTIL_STALLED = 10;
    private static final Duration SHORTEST_UNTIL_STALLED = Duration.ofSeconds(30);

    private final PeriodicTask task;
    private final InstantSource clock;
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile Instant lastSuccess;
    private volatile Instant nextRun = Instant.MIN;

    ScheduledTask(PeriodicTask task, InstantSource clock) {
        this.task = task;
        this.clock = clock;
        this.lastSuccess = clock.instant();
    }

    public String name() {
        return task.name();
    }

    Duration period() {
        return task.period();
    }

    public long runs() {
        return runs.get();
    }

    public long failures() {
        return failures.get();
    }

    public int itemsSetAside() {
        return task.itemsSetAside();
    }

    /** The time since the last successful run, or since the start while there was none. */
    public Duration sinceSuccess() {
        return Duration.between(lastSuccess, clock.instant());
    }

    /**
     * Whether the task has not succeeded for ten of its periods, and at least 30 seconds, of a time in which it could.
     *
     * @param possibleSince the beginning of that time
     */
    boolean isStalled(Instant possibleSince) {
        Instant since = lastSuccess.isAfter(possibleSince) ? lastSuccess : possibleSince;
        Duration most = task.period().multipliedBy(PERIODS_UNTIL_STALLED);
        Duration limit = most.compareTo(SHORTEST_UNTIL_STALLED) < 0 ? SHORTEST_UNTIL_STALLED : most;
        return Duration.between(since, clock.instant()).compareTo(limit) > 0;
    }

    /** Runs the task unless its last run succeeded less than a period ago. Never throws. */
    void runIfDue() {
        if (!clock.instant().isBefore(nextRun)) {
            run();
        }
    }

    /** Runs the task once. Never throws: an executor would not run it again. */
    @SuppressWarnings("PMD.AvoidCatchingThrowable")
    void run() {
        runs.incrementAndGet();
        try {
            task.run();
            lastSuccess = clock.instant();
            nextRun = lastSuccess.plus(task.period());
        } catch (Throwable e) {
            failures.incrementAndGet();
            report(e);
        }
    }

    private void report(Throwable failure) {
        String kind = name() + ' ' + failure.getClass().getName();
        if (ConnectionFailures.isAmongCausesOf(failure)) {
            LOG.log(Level.WARNING, name() + " outage", () -> name() + " failed and runs again: " + failure);
        } else {
            LOG.log(Level.ERROR, kind, () -> name() + " failed and runs again", failure);
        }
    }
}
