package org.agentwarden.webhooks.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of one attempt, as it is taken down.
 *
 * @param delivered whether the receiver answered 2xx in time
 * @param statusCode the answer's status, if there was an answer
 * @param error one line for people of at most 500 characters; empty exactly when delivered
 * @param responseBody the beginning of the answer's body
 */
public record AttemptResult(
        boolean delivered,
        Instant startedAt,
        Duration duration,
        OptionalInt statusCode,
        Optional<String> error,
        Optional<String> responseBody) {

    private static final int MAX_ERROR_LENGTH = 500;

    public AttemptResult {
        error = error.map(text -> text.substring(0, Math.min(text.length(), MAX_ERROR_LENGTH)));
    }
}
