package org.agentwarden.webhooks.deliveries;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The outcome of one attempt. */
public sealed interface AttemptOutcome {

    Exchange exchange();

    AttemptEnding ending();

    /** The status of the receiver's answer, if it gave one. */
    default OptionalInt statusCode() {
        return OptionalInt.empty();
    }

    /** What went wrong, in one line of at most 500 characters; empty when it was delivered. */
    default Optional<String> error() {
        return Optional.empty();
    }

    /** The beginning of the body of the receiver's answer. */
    default Optional<String> responseBody() {
        return Optional.empty();
    }

    /** When the receiver wants the next request, if it has said so. */
    default Optional<Instant> notBefore() {
        return Optional.empty();
    }

    /** Whether the receiver answered 2xx in time. */
    default boolean delivered() {
        return this instanceof Delivered;
    }

    /** Whether the receiver wants nothing more, ever. */
    default boolean saysGone() {
        return false;
    }

    /** Whether the receiver, or a proxy before it, gets too many requests. */
    default boolean saysOverloaded() {
        return false;
    }

    /** The receiver has it. */
    record Delivered(Exchange exchange, int status, String body) implements AttemptOutcome {

        @Override
        public AttemptEnding ending() {
            return AttemptEnding.DELIVERED;
        }

        @Override
        public OptionalInt statusCode() {
            return OptionalInt.of(status);
        }

        @Override
        public Optional<String> responseBody() {
            return Optional.of(body);
        }
    }

    /** The receiver answered anything but 2xx. */
    record Rejected(Exchange exchange, int status, String body, Optional<Instant> notBefore) implements AttemptOutcome {

        private static final int GONE = 410;
        private static final Set<Integer> OVERLOADED = Set.of(429, 502, 503, 504);

        @Override
        public AttemptEnding ending() {
            return AttemptEnding.rejectedWith(status);
        }

        @Override
        public OptionalInt statusCode() {
            return OptionalInt.of(status);
        }

        @Override
        public Optional<String> error() {
            return Optional.of("HTTP " + status);
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

    /** There was no answer: no address, no connection, or one that broke. */
    record Unreachable(Exchange exchange, String reason) implements AttemptOutcome {

        private static final int MAX_LENGTH = 500;

        public Unreachable {
            reason = reason.substring(0, Math.min(reason.length(), MAX_LENGTH));
        }

        @Override
        public AttemptEnding ending() {
            return AttemptEnding.UNREACHABLE;
        }

        @Override
        public Optional<String> error() {
            return Optional.of(reason);
        }
    }

    /** There was no complete answer in time. */
    record TimedOut(Exchange exchange, Duration limit) implements AttemptOutcome {

        @Override
        public AttemptEnding ending() {
            return AttemptEnding.TIMEOUT;
        }

        @Override
        public Optional<String> error() {
            return Optional.of("no complete answer within " + limit.toMillis() + " ms");
        }
    }

    /** Webhooks may not be sent to the address. */
    record RefusedByEgressPolicy(Exchange exchange, String reason) implements AttemptOutcome {

        @Override
        public AttemptEnding ending() {
            return AttemptEnding.REFUSED_BY_POLICY;
        }

        @Override
        public Optional<String> error() {
            return Optional.of(reason);
        }
    }
}
