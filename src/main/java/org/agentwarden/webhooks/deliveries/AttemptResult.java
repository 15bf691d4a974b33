package org.agentwarden.webhooks.deliveries;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What came of one attempt, as it is taken down.
 *
 * @param url where it went
 * @param statusCode the answer's status, if there was an answer
 * @param error one line for people of at most 500 characters; empty exactly when delivered
 * @param responseBody the beginning of the answer's body
 * @param notBefore when the receiver wants the next request, if it has said so
 */
public record AttemptResult(
        URI url,
        AttemptEnding ending,
        Instant startedAt,
        Duration duration,
        OptionalInt statusCode,
        Optional<String> error,
        Optional<String> responseBody,
        Optional<Instant> notBefore) {

    private static final int GONE = 410;
    private static final Set<Integer> OVERLOADED = Set.of(429, 502, 503, 504);

    private static final int MAX_ERROR_LENGTH = 500;

    public AttemptResult {
        error = error.map(text -> text.substring(0, Math.min(text.length(), MAX_ERROR_LENGTH)));
    }

    /** Whether the receiver answered 2xx in time. */
    public boolean delivered() {
        return ending == AttemptEnding.DELIVERED;
    }

    /** Whether the receiver wants nothing more, ever. */
    public boolean saysGone() {
        return statusCode.isPresent() && statusCode.getAsInt() == GONE;
    }

    /** Whether the receiver, or what stands before it, has more requests than it can take. */
    public boolean saysOverloaded() {
        return statusCode.isPresent() && OVERLOADED.contains(statusCode.getAsInt());
    }
}
