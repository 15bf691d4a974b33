package org.agentwarden.webhooks.endpoints;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many requests per second an endpoint wants at most. They are let through evenly, at most a tenth of a second's at
 * once, so that no second sees more than eleven tenths of the limit. Its whole state is one instant: the generic cell
 * rate algorithm of ITU-T I.371. Pure.
 *
 * @param perSecond 1 to 1,000
 */
public record RateLimit(int perSecond) {

    static final int HIGHEST = 1_000;

    private static final int BURSTS_PER_SECOND = 10;

    /**
     * How many requests may be sent now.
     *
     * @param pacedUntil what {@link #after} returned for the requests before; null when there were none
     */
    public int permits(@Nullable Instant pacedUntil, Instant now) {
        Duration free =
                Duration.between(start(pacedUntil, now), now.plus(interval().multipliedBy(burst() - 1)));
        return free.isNegative() ? 0 : (int) free.dividedBy(interval()) + 1;
    }

    /** Until when so many requests, sent now, use up the rate. */
    public Instant after(int requests, @Nullable Instant pacedUntil, Instant now) {
        return start(pacedUntil, now).plus(interval().multipliedBy(requests));
    }

    /** When it is worth looking again: half of what may be sent at once is free again. */
    public Instant next(@Nullable Instant pacedUntil, Instant now) {
        return start(pacedUntil, now).minus(interval().multipliedBy((burst() - 1) / 2));
    }

    private static Instant start(@Nullable Instant pacedUntil, Instant now) {
        return pacedUntil == null || pacedUntil.isBefore(now) ? now : pacedUntil;
    }

    private int burst() {
        return Math.max(1, perSecond / BURSTS_PER_SECOND);
    }

    private Duration interval() {
        return Duration.ofSeconds(1).dividedBy(perSecond);
    }
}
