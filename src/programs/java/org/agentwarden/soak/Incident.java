package org.agentwarden.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.agentwarden.crash.Ledger.Passage;

/**
 * A disturbance that has happened, by {@link System#nanoTime}.
 *
 * @param beganNanos when something was taken away
 * @param givenBackNanos when everything was there again
 * @param servedNanos when the server acknowledged a request again; empty when it did not for a long time
 */
record Incident(Disturbance disturbance, long beganNanos, long givenBackNanos, Optional<Long> servedNanos) {

    /** How long the work that has piled up may be felt. */
    private static final Duration AFTERMATH = Duration.ofSeconds(15);

    /** How long the server took to serve again once everything was there. */
    Optional<Duration> recovery() {
        return servedNanos.map(served -> Duration.ofNanos(Math.max(0, served - givenBackNanos)));
    }

    private boolean touches(Passage passage) {
        long overNanos = servedNanos.orElse(Long.MAX_VALUE - AFTERMATH.toNanos()) + AFTERMATH.toNanos();
        return passage.arrivedNanos() >= beganNanos && passage.acknowledgedNanos() <= overNanos;
    }

    /** The longest passage that no incident had a part in; empty when there was none. */
    static Optional<Duration> longestInCalm(List<Passage> passages, List<Incident> incidents) {
        return passages.stream()
                .filter(passage -> incidents.stream().noneMatch(incident -> incident.touches(passage)))
                .map(Passage::duration)
                .max(Duration::compareTo);
    }
}
