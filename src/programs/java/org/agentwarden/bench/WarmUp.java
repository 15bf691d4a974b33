package org.agentwarden.bench;

import java.time.Duration;
import java.util.List;

/** Saturating load until the server gets no faster, for its compiler and caches need it, but for five minutes at most. */
final class WarmUp {

    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int MOST_WINDOWS = 60;
    private static final int IN_VAIN = 8;
    private static final int FEW_WINDOWS = 6;

    private final SystemUnderTest track;

    WarmUp(SystemUnderTest track) {
        this.track = track;
    }

    /** Returns how many events per second came in and arrived in the best window. */
    double run() {
        double best = 0;
        int bestWindow = 0;
        for (int window = 0; window < MOST_WINDOWS && window - bestWindow <= IN_VAIN; window++) {
            double now = window();
            Findings.say("Warming up: %.0f events/s".formatted(now));
            if (now > best) {
                best = now;
                bestWindow = window;
            }
        }
        double unused = track.baseline();
        return best;
    }

    /** Five minutes, whether the server gets faster or not: on a busy machine it may not for a while before it is warm. */
    void fully() {
        windows(MOST_WINDOWS);
    }

    /** For parts whose load is moderate, and which have no five minutes. */
    void briefly() {
        windows(FEW_WINDOWS);
    }

    private void windows(int number) {
        for (int window = 0; window < number; window++) {
            Findings.say("Warming up: %.0f events/s".formatted(window()));
        }
    }

    /** Returns how many events per second came in and arrived in five seconds of full load. */
    double window() {
        int countBefore = track.sink().count();
        List<Load.Call> calls = track.load().saturate(track.options().concurrency(), WINDOW);
        track.awaitArrivals(countBefore, calls);
        return new Ledger(calls, track.sink().arrivals()).deliveredPerSecond();
    }
}
