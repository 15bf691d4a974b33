package org.agentwarden.webhooks.lanes;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The paces of endpoints that have nothing to do now, so that one which does not answer is not trusted anew with every
 * event. It has a bound; the endpoint that was idle longest is forgotten first.
 */
final class LearnedPaces {

    private final Map<String, Pace> byEndpoint;

    LearnedPaces(int most) {
        this.byEndpoint = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Pace> eldest) {
                return size() > most;
            }
        };
    }

    Pace take(String endpointId) {
        Pace pace = byEndpoint.remove(endpointId);
        return pace == null ? Pace.START : pace;
    }

    /** Only what is worse than nothing at all is worth remembering. */
    void keep(String endpointId, Pace pace) {
        if (pace.inFlight() < Pace.START.inFlight()) {
            byEndpoint.put(endpointId, pace);
        }
    }

    void forget(String endpointId) {
        byEndpoint.remove(endpointId);
    }
}
