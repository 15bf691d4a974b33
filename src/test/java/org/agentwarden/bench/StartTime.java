package org.agentwarden.bench;

import java.util.Arrays;
import java.util.List;

/** From the command that starts the server to the arrival of the first event that an agent could report to it. */
final class StartTime {

    private final Track track;

    StartTime(Track track) {
        this.track = track;
    }

    void run(Findings findings) {
        double[] seconds = new double[track.options().repeats()];
        for (int repeat = 0; repeat < seconds.length; repeat++) {
            seconds[repeat] = run();
            Findings.say("Start to first delivered event: %.1f s".formatted(seconds[repeat]));
        }
        findings.add(
                "start to first delivered event",
                Spread.of(Arrays.stream(seconds)).median(),
                "s");
    }

    private double run() {
        track.server().stop();
        int countBefore = track.sink().count();
        long start = MachineClock.micros();
        track.server().start();
        track.server().awaitReady();
        List<Load.Call> calls = track.load().saturate(1, 1);
        track.awaitArrivals(countBefore, calls);
        return (MachineClock.micros() - start) / 1e6;
    }
}
