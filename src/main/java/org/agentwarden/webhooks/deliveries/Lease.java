package org.agentwarden.webhooks.deliveries;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The time for which a node has claimed a delivery.
 *
 * @param claimNumber proves the claim; random and never 0
 */
public record Lease(long claimNumber, Instant start, Instant end) {

    /** How far the clocks of two nodes, or of a node and the broker, may be apart. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    /** Time to wait for a slot and to record the outcome. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** The outcome must be recorded before another node may claim the delivery. */
    private static final Duration TIME_TO_RECORD = Duration.ofSeconds(1);

    public static Lease from(Instant start, Duration timeout) {
        return new Lease(
                ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                start,
                start.plus(timeout).plus(MARGIN));
    }

    /** Whether an attempt that begins now is recorded before the lease ends. */
    public boolean leavesTimeFor(Duration timeout, Instant now) {
        return !now.plus(timeout).plus(TIME_TO_RECORD).isAfter(end);
    }
}
