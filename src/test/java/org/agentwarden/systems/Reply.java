package org.agentwarden.systems;

import java.time.Duration;
import java.util.Optional;

/**
 * What a receiver answers.
 *
 * @param delay how long it takes to answer
 * @param repetition how long it waits before it says the body once more, and so on without end; empty to say it once
 */
public record Reply(int status, String body, Duration delay, Optional<Duration> repetition) {

    public static Reply ok() {
        return status(200);
    }

    public static Reply status(int status) {
        return new Reply(status, "{\"status\": " + status + "}", Duration.ZERO, Optional.empty());
    }

    public Reply saying(String text) {
        return new Reply(status, text, delay, repetition);
    }

    public Reply after(Duration time) {
        return new Reply(status, body, time, repetition);
    }

    /** The same body again and again, until the caller hangs up. */
    public Reply withoutEnd(Duration between) {
        return new Reply(status, body, delay, Optional.of(between));
    }
}
