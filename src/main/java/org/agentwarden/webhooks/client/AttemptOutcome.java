package org.agentwarden.webhooks.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.agentwarden.webhooks.deliveries.AttemptEnding;

/** How one attempt ended, and after how long. */
public sealed interface AttemptOutcome {

    Duration duration();

    AttemptEnding ending();

    /** The status of the receiver's answer, if it gave one. */
    default OptionalInt statusCode() {
        return OptionalInt.empty();
    }

    /** What went wrong in one line for people; empty when nothing did. */
    default Optional<String> error() {
        return Optional.empty();
    }

    /** The beginning of the receiver's answer. */
    default Optional<String> body() {
        return Optional.empty();
    }

    /** The receiver's {@code Retry-After}. */
    default Optional<String> retryAfter() {
        return Optional.empty();
    }

    /** The receiver has it. */
    record Delivered(int status, String answer, Duration duration) implements AttemptOutcome {

        @Override
        public AttemptEnding ending() {
            return AttemptEnding.DELIVERED;
        }

        @Override
        public OptionalInt statusCode() {
            return OptionalInt.of(status);
        }

        @Override
        public Optional<String> body() {
            return Optional.of(answer);
        }
    }

    /** The receiver answered anything but 2xx. */
    record Rejected(int status, String answer, Optional<String> retryAfter, Duration duration)
            implements AttemptOutcome {

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
        public Optional<String> body() {
            return Optional.of(answer);
        }
    }

    /** There was no answer: no address, no connection, or one that broke. */
    record Unreachable(String reason, Duration duration) implements AttemptOutcome {

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
    record TimedOut(Duration limit, Duration duration) implements AttemptOutcome {

        @Override
        public AttemptEnding ending() {
            return AttemptEnding.TIMEOUT;
        }

        @Override
        public Optional<String> error() {
            return Optional.of("no complete answer within " + limit.toMillis() + " ms");
        }
    }

    /** The address is none that webhooks may reach. */
    record RefusedByEgressPolicy(String reason, Duration duration) implements AttemptOutcome {

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
