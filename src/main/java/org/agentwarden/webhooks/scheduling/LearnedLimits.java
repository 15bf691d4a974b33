package org.agentwarden.webhooks.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Limits of idle endpoints, kept for an hour. Bounded: the endpoint that was idle longest is forgotten first. */
final class LearnedLimits {

    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private final Map<String, Learned> byEndpoint;

    private record Learned(ConcurrencyLimit limit, Instant at) {}

    LearnedLimits(int most) {
        this.byEndpoint = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Learned> eldest) {
                return size() > most;
            }
        };
    }

    /** @param failing decides if nothing is known */
    ConcurrencyLimit take(String endpointId, boolean failing, Instant now) {
        Learned learned = byEndpoint.remove(endpointId);
        if (learned != null && now.isBefore(learned.at().plus(REMEMBERED_FOR))) {
            return learned.limit();
        }
        return failing ? ConcurrencyLimit.ofFailing() : ConcurrencyLimit.first();
    }

    void keep(String endpointId, ConcurrencyLimit limit, Instant now) {
        if (limit.responsiveness() != Responsiveness.UNKNOWN) {
            byEndpoint.put(endpointId, new Learned(limit, now));
        }
    }

    void forget(String endpointId) {
        byEndpoint.remove(endpointId);
    }
}
