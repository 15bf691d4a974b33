package org.agentwarden.webhooks.scheduling;

import java.time.Duration;

/**
 * How much an endpoint is trusted with, learned from how it answers.
 *
 * @param inFlight how many requests may be under way at once
 * @param window how many deliveries may be claimed and not finished
 */
record ConcurrencyLimit(int inFlight, int window) {

    static final ConcurrencyLimit START = new ConcurrencyLimit(16, 64);

    static final int MOST_IN_FLIGHT = 64;

    /** Enough that an endpoint which hangs now and then is still noticed to answer again. */
    static final int LEAST_IN_FLIGHT = 2;

    static final int LARGEST_WINDOW = 512;

    /** An endpoint that answers faster gains nothing by more requests at once. */
    private static final Duration WORTH_OVERLAPPING = Duration.ofMillis(50);

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration LATE = Duration.ofSeconds(2);

    /** After an answer of whatever status. */
    ConcurrencyLimit answered(Duration after) {
        boolean worthMore = inFlight < START.inFlight || after.compareTo(WORTH_OVERLAPPING) > 0;
        return worthMore ? new ConcurrencyLimit(Math.min(inFlight + 1, MOST_IN_FLIGHT), window) : this;
    }

    /** After an answer that says that these were too many requests. */
    ConcurrencyLimit overloaded() {
        return new ConcurrencyLimit(Math.max(inFlight / 2, 1), window);
    }

    /** After an attempt that was not answered in time, or not at all. */
    ConcurrencyLimit unanswered() {
        return new ConcurrencyLimit(Math.max(inFlight / 2, LEAST_IN_FLIGHT), window);
    }

    /** After a delivery was finished so long after its claim: claims must not wait here until their leases end. */
    ConcurrencyLimit finished(Duration afterClaim) {
        if (afterClaim.compareTo(SOON) < 0) {
            return new ConcurrencyLimit(inFlight, Math.min(window + 1, LARGEST_WINDOW));
        }
        return afterClaim.compareTo(LATE) > 0 ? new ConcurrencyLimit(inFlight, Math.max(window / 2, inFlight)) : this;
    }

    /** Whether the endpoint has lately left requests without an answer. */
    boolean isSilent() {
        return inFlight < START.inFlight / 2;
    }
}
