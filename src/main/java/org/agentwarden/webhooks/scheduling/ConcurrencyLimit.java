package org.agentwarden.webhooks.scheduling;

import java.time.Duration;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;

/**
 * Limits of one endpoint: plus one with each answer, halved with each timeout (AIMD), back to enough with fast answers.
 *
 * @param inFlight most requests in flight
 * @param window most deliveries that are claimed and not finished
 * @param unansweredInARow requests in a row without an answer
 */
record ConcurrencyLimit(int inFlight, int window, int unansweredInARow, Responsiveness responsiveness) {

    static final int MOST_IN_FLIGHT = 64;

    /** Enough to notice when an endpoint answers again. */
    static final int LEAST_IN_FLIGHT = 2;

    static final int LARGEST_WINDOW = 512;

    private static final int FIRST_IN_FLIGHT = 4;
    private static final int FIRST_WINDOW = 64;

    /** For an endpoint that answers at once; a slower one gains from more requests at once. */
    private static final int ENOUGH_IN_FLIGHT = 16;

    /** For an endpoint that has answered before. */
    private static final int UNRESPONSIVE_AFTER = 3;

    /** An endpoint that answers faster gains nothing from more than enough requests at once, and they cost this node. */
    private static final Duration WORTH_OVERLAPPING = Duration.ofMillis(50);

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration LATE = Duration.ofSeconds(2);

    /** For an endpoint of which nothing is known. */
    static ConcurrencyLimit first() {
        return new ConcurrencyLimit(FIRST_IN_FLIGHT, FIRST_WINDOW, 0, Responsiveness.UNKNOWN);
    }

    /** For an endpoint whose latest deliveries have failed, as far as the database knows. */
    static ConcurrencyLimit ofFailing() {
        return new ConcurrencyLimit(LEAST_IN_FLIGHT, FIRST_WINDOW, 1, Responsiveness.UNRESPONSIVE);
    }

    ConcurrencyLimit after(AttemptOutcome outcome) {
        if (outcome.saysOverloaded()) {
            return new ConcurrencyLimit(Math.max(inFlight / 2, 1), window, 0, Responsiveness.RESPONSIVE);
        }
        return outcome.statusCode().isPresent() ? answered(outcome.exchange().duration()) : unanswered();
    }

    private ConcurrencyLimit answered(Duration after) {
        boolean worthMore = inFlight < ENOUGH_IN_FLIGHT || after.compareTo(WORTH_OVERLAPPING) > 0;
        int next = worthMore ? Math.min(inFlight + 1, MOST_IN_FLIGHT) : Math.max(inFlight - 1, ENOUGH_IN_FLIGHT);
        return new ConcurrencyLimit(next, window, 0, Responsiveness.RESPONSIVE);
    }

    /** After an attempt that was not answered in time, or not at all. */
    ConcurrencyLimit unanswered() {
        boolean hasAnswered = responsiveness == Responsiveness.RESPONSIVE && unansweredInARow + 1 < UNRESPONSIVE_AFTER;
        return new ConcurrencyLimit(
                Math.max(inFlight / 2, LEAST_IN_FLIGHT),
                window,
                unansweredInARow + 1,
                hasAnswered ? Responsiveness.RESPONSIVE : Responsiveness.UNRESPONSIVE);
    }

    /** @param afterClaim time from the claim to the end: claims must not wait here until their leases end */
    ConcurrencyLimit finished(Duration afterClaim) {
        if (afterClaim.compareTo(SOON) < 0) {
            return withWindow(Math.min(window + 1, LARGEST_WINDOW));
        }
        return afterClaim.compareTo(LATE) > 0 ? withWindow(Math.max(window / 2, inFlight)) : this;
    }

    private ConcurrencyLimit withWindow(int size) {
        return size == window ? this : new ConcurrencyLimit(inFlight, size, unansweredInARow, responsiveness);
    }
}
