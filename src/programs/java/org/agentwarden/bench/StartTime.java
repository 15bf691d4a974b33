package org.agentwarden.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** From the command that starts the server to the arrival of the first event that an agent could report to it. */
final class StartTime {

    private static final Path IMAGE = Path.of(System.getProperty("agentwarden.image", "target/image"));

    private final Scenario track;

    StartTime(Scenario track) {
        this.track = track;
    }

    /** In one file first, then unpacked with an archive of classes, as in a container. */
    void run(Findings findings) {
        measure("start to first delivered event, in one file", findings);
        track.server().stop();
        track.server().unpackedIn(IMAGE);
        measure("start to first delivered event, unpacked", findings);
    }

    private void measure(String what, Findings findings) {
        double[] seconds = new double[track.options().repeats()];
        for (int repeat = 0; repeat < seconds.length; repeat++) {
            seconds[repeat] = run();
            Findings.say("%s: %.1f s".formatted(what, seconds[repeat]));
        }
        findings.add(what, Spread.of(Arrays.stream(seconds)).median(), "s");
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
