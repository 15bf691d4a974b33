package org.agentwarden.webhooks.deliveries;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The outcome of one attempt. */
public sealed interface AttemptOutcome {

    Exchange exchange();

    AttemptEnding ending();

    /** What went wrong, in one line of at most 500 characters; empty when it was delivered. */
    Optional<String> error();

    /** The status of the answer, if there was one. */
    default Optional<Integer> statusCode() {
        return Optional.empty();
    }

    /** The beginning of the body of the answer. */
    default Optional<String> responseBody() {
        return Optional.empty();
    }

    /** When the receiver wants the next request, if it has said so. */
    default Optional<Instant> notBefore() {
        return Optional.empty();
    }

    /** Whether the receiver answered 2xx in time. */
    default boolean delivered() {
        return ending() == AttemptEnding.DELIVERED;
    }

    /** Whether the receiver wants nothing more, ever. */
    default boolean saysGone() {
        return false;
    }

    /** Whether the receiver, or a proxy before it, gets too many requests. */
    default boolean saysOverloaded() {
        return false;
    }

    /** The receiver answered in time, with whatever status. */
    record Answered(Exchange exchange, int status, String body, Optional<Instant> notBefore) implements AttemptOutcome {

        private static final int GONE = 410;
        private static final Set<Integer> OVERLOADED = Set.of(429, 502, 503, 504);

        @Override
        public AttemptEnding ending() {
            return AttemptEnding.ofStatus(status);
        }

        @Override
        public Optional<Integer> statusCode() {
            return Optional.of(status);
        }

        @Override
        public Optional<String> error() {
            return delivered() ? Optional.empty() : Optional.of("HTTP " + status);
        }

        @Override
        public Optional<String> responseBody() {
            return Optional.of(body);
        }

        @Override
        public boolean saysGone() {
            return status == GONE;
        }

        @Override
        public boolean saysOverloaded() {
            return OVERLOADED.contains(status);
        }
    }

    /** There was no complete answer in time, or no request. */
    record Unanswered(Exchange exchange, AttemptEnding ending, String reason) implements AttemptOutcome {

        private static final int MAX_LENGTH = 500;

        public Unanswered {
            reason = reason.substring(0, Math.min(reason.length(), MAX_LENGTH));
        }

        @Override
        public Optional<String> error() {
            return Optional.of(reason);
        }
    }
}
