package org.agentwarden.webhooks.deliveries;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * For how long a delivery belongs to the node that has claimed it.
 *
 * @param claimNumber proves the claim; random, so that no two are alike, and never 0
 */
public record Lease(long claimNumber, Instant start, Instant end) {

    /** By so much the clocks of two nodes, or of a node and the broker, may differ. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    /** How much longer than an attempt a lease is: time to wait for a slot and to record the outcome. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** The outcome must be stored before anybody else may claim the delivery. */
    private static final Duration TIME_TO_RECORD = Duration.ofSeconds(1);

    public static Lease from(Instant start, Duration timeout) {
        return new Lease(
                ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                start,
                start.plus(timeout).plus(MARGIN));
    }

    /** Whether an attempt that begins now ends, and is recorded, before the lease does. */
    public boolean leavesTimeFor(Duration timeout, Instant now) {
        return !now.plus(timeout).plus(TIME_TO_RECORD).isAfter(end);
    }
}
