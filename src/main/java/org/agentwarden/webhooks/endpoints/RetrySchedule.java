package org.agentwarden.webhooks.endpoints;

import java.time.Duration;
import java.util.List;

/**
 * Delays before retries: those configured, then five times the one before, at most one hour. Up to 20% of jitter is added.
 * Pure.
 */
public record RetrySchedule(List<Duration> delays) {

    private static final int FACTOR = 5;
    private static final double JITTER = 0.2;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration DEFAULT_FIRST = Duration.ofSeconds(5);

    public RetrySchedule {
        delays = List.copyOf(delays);
    }

    /**
     * The delay before one retry.
     *
     * @param retry 1 for the first retry
     * @param random from 0 to 1: how much of the jitter to add
     */
    public Duration delayBefore(int retry, double random) {
        Duration base = retry <= delays.size() ? delays.get(retry - 1) : extrapolate(retry);
        return base.plusNanos(Math.round(base.toNanos() * JITTER * random));
    }

    private Duration extrapolate(int retry) {
        Duration delay = delays.isEmpty() ? DEFAULT_FIRST : delays.get(delays.size() - 1);
        for (int step = Math.max(1, delays.size()); step < retry; step++) {
            delay = delay.multipliedBy(FACTOR);
            if (delay.compareTo(LONGEST) > 0) {
                return LONGEST;
            }
        }
        return delay;
    }
}
