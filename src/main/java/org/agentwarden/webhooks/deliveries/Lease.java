package org.agentwarden.webhooks.deliveries;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * For how long a delivery belongs to who has claimed it.
 *
 * @param claimNumber proves the claim; random, so that no two are alike
 */
public record Lease(long claimNumber, Instant start, Instant end) {

    /**
     * How much longer than an attempt can take a claim holds, so that two attempts never overlap: time to wait for its
     * turn and to be taken down. What a node held that has died is free after that.
     */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    public static Lease from(Instant start, Duration timeout) {
        return new Lease(
                ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                start,
                start.plus(timeout).plus(MARGIN));
    }
}
