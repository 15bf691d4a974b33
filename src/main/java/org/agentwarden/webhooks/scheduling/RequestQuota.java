package org.agentwarden.webhooks.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many requests each organization may cause in a minute of the clock, on this node. Not safe for threads by itself:
 * {@link DeliveryScheduler} guards it.
 */
final class RequestQuota {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Map<String, Integer> used = new HashMap<>();
    private long minute;

    RequestQuota(int perMinute) {
        this.perMinute = perMinute;
    }

    /**
     * Takes one request, if one is left.
     *
     * @return empty when it was taken, else when there are some again
     */
    Optional<Instant> take(String organizationId, Instant now) {
        long current = Math.floorDiv(now.getEpochSecond(), MINUTE.toSeconds());
        if (current != minute) {
            minute = current;
            used.clear();
        }
        int before = used.getOrDefault(organizationId, 0);
        if (before >= perMinute) {
            return Optional.of(Instant.ofEpochSecond((minute + 1) * MINUTE.toSeconds()));
        }
        used.put(organizationId, before + 1);
        return Optional.empty();
    }
}
