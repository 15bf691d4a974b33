package org.agentwarden.webhooks.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Limits the requests of each organization per minute of the clock, on this node. Guarded by {@link DeliveryScheduler}. */
final class RequestQuota {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Map<String, Integer> used = new HashMap<>();
    private long minute;

    RequestQuota(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Consumes one request. @return empty if one was left, otherwise the beginning of the next minute */
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
