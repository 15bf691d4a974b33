package org.agentwarden.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets many committers share one write to the disk. Whoever comes while a write is under way waits for the next one,
 * which serves all who came meanwhile: a lone committer pays for one write, a thousand at once pay for two. Safe for
 * threads.
 */
final class GroupCommit {

    private final Duration longestWait;
    private long committed;
    private long durable;
    private boolean writing;

    /** @param longestWait how long a committer waits for the writes of others before it writes itself */
    GroupCommit(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** Writes everything that was committed before to the disk. */
    @FunctionalInterface
    interface Write {
        void run() throws SQLException;
    }

    /**
     * Returns once all that was committed before the call is on the disk.
     *
     * @param write is run when it is this caller's turn to write for everybody
     * @throws SQLException when that write failed; whoever waited for it tries one of his own
     */
    void await(Write write) throws SQLException {
        long last = begin();
        if (last == 0) {
            return;
        }
        boolean written = false;
        try {
            write.run();
            written = true;
        } finally {
            end(written ? last : 0);
        }
    }

    /** Waits for others' writes; returns 0 when one of them was enough, or what this caller's own will make durable. */
    private synchronized long begin() {
        long mine = ++committed;
        long end = System.nanoTime() + longestWait.toNanos();
        boolean interrupted = false;
        for (long left = millisUntil(end); writing && durable < mine && left > 0; left = millisUntil(end)) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                // What was committed has happened: an answer must not wait for less than the disk.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (durable >= mine) {
            return 0;
        }
        writing = true;
        return committed;
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    private synchronized void end(long last) {
        writing = false;
        durable = Math.max(durable, last);
        notifyAll();
    }
}
