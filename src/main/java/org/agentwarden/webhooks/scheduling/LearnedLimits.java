package org.agentwarden.webhooks.scheduling;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The paces of endpoints that have nothing to do now, so that one which does not answer is not trusted anew with every
 * event. It has a bound; the endpoint that was idle longest is forgotten first.
 */
final class LearnedLimits {

    private final Map<String, ConcurrencyLimit> byEndpoint;

    LearnedLimits(int most) {
        this.byEndpoint = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, ConcurrencyLimit> eldest) {
                return size() > most;
            }
        };
    }

    ConcurrencyLimit take(String endpointId) {
        ConcurrencyLimit pace = byEndpoint.remove(endpointId);
        return pace == null ? ConcurrencyLimit.START : pace;
    }

    /** Only what is worse than nothing at all is worth remembering. */
    void keep(String endpointId, ConcurrencyLimit pace) {
        if (pace.inFlight() < ConcurrencyLimit.START.inFlight()) {
            byEndpoint.put(endpointId, pace);
        }
    }

    void forget(String endpointId) {
        byEndpoint.remove(endpointId);
    }
}
