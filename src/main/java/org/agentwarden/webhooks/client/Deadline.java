package org.agentwarden.webhooks.client;

import java.time.Duration;

/** When an attempt must be over, by the monotonic clock. */
public record Deadline(long nanos) {

    public static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** At least one, for clients to whom zero means for ever. */
    int millisLeft() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (nanos - System.nanoTime()) / 1_000_000));
    }
}
