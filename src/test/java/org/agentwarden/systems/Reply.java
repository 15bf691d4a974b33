package org.agentwarden.systems;

import java.time.Duration;

/**
 * What a receiver answers.
 *
 * @param delay how long it takes to answer
 */
public record Reply(int status, String body, Duration delay) {

    public static Reply ok() {
        return status(200);
    }

    public static Reply status(int status) {
        return new Reply(status, "{\"status\": " + status + "}", Duration.ZERO);
    }

    public Reply saying(String text) {
        return new Reply(status, text, delay);
    }

    public Reply after(Duration time) {
        return new Reply(status, body, time);
    }
}
