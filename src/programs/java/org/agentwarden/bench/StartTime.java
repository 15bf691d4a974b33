package org.agentwarden.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * From the command that starts the server to the arrival of the first event that an agent could report to it, and how fast it
 * is in its first minute under full load, and in half a minute of checks.
 */
final class StartTime {

    private static final Path IMAGE = Path.of(System.getProperty("agentwarden.image", "target/image"));

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration NEXT = Duration.ofSeconds(20);
    private static final Duration LAST = Duration.ofSeconds(30);
    private static final Duration CHECKS = Duration.ofSeconds(30);

    private final Scenario track;

    StartTime(Scenario track) {
        this.track = track;
    }

    /**
     * One start.
     *
     * @param seconds from the command to the first delivered event
     * @param megabytes of resident memory then
     * @param first events delivered in the first ten seconds of load
     * @param next events delivered per second in the following twenty seconds
     * @param last events delivered per second in the thirty seconds after them
     */
    private record Start(double seconds, double megabytes, double first, double next, double last) {}

    /** In one file first, then unpacked with an archive of classes, as in a container. */
    void run(Findings findings) {
        measure("in one file", findings);
        track.server().stop();
        track.server().unpackedIn(IMAGE);
        measure("unpacked", findings);
        check("unpacked", findings);
    }

    private void measure(String how, Findings findings) {
        List<Start> starts = new ArrayList<>();
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            Start start = start();
            Findings.say("start %s: %s".formatted(how, start));
            starts.add(start);
        }
        add("start to first delivered event, " + how, Start::seconds, "s", starts, findings);
        add("resident memory then, " + how, Start::megabytes, "MB", starts, findings);
        add("delivered in the first 10 s of full load, " + how, Start::first, "", starts, findings);
        add("delivered in the next 20 s, " + how, Start::next, "per s", starts, findings);
        add("delivered in the next 30 s, " + how, Start::last, "per s", starts, findings);
    }

    private static void add(
            String fact, ToDoubleFunction<Start> value, String unit, List<Start> starts, Findings findings) {
        findings.add(fact, Spread.of(starts.stream().mapToDouble(value)).median(), unit);
    }

    /** After starts of their own, as many checks as the server answers, and nothing else. */
    private void check(String how, Findings findings) {
        List<Double> perSecond = new ArrayList<>();
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            track.server().stop();
            track.server().start();
            track.server().awaitReady();
            List<Load.Call> calls = Load.checks(track.server().baseUri(), track.agent())
                    .saturate(track.options().concurrency(), CHECKS);
            perSecond.add(new Ledger(calls, new Arrivals()).acceptedPerSecond());
            Findings.say("checks in the first 30 s, %s: %.0f/s".formatted(how, perSecond.get(repeat)));
        }
        double median =
                Spread.of(perSecond.stream().mapToDouble(Double::doubleValue)).median();
        findings.add("checks in the first 30 s of full load, " + how, median, "per s");
    }

    private Start start() {
        track.server().stop();
        int countBefore = track.sink().count();
        long command = MachineClock.micros();
        track.server().start();
        track.server().awaitReady();
        List<Load.Call> calls = track.load().saturate(1, 1);
        track.awaitArrivals(countBefore, calls);
        double seconds = (MachineClock.micros() - command) / 1e6;
        double megabytes = Usage.residentMegabytes(track.server().pid());
        return new Start(
                seconds,
                megabytes,
                delivered(FIRST),
                delivered(NEXT) / NEXT.toSeconds(),
                delivered(LAST) / LAST.toSeconds());
    }

    /** How many events arrive during so much time under full load; those that arrive later are waited for. */
    private double delivered(Duration time) {
        int countBefore = track.sink().count();
        long end = MachineClock.micros() + time.toNanos() / 1000;
        List<Load.Call> calls = track.load().saturate(track.options().concurrency(), time);
        track.awaitArrivals(countBefore, calls);
        Ledger ledger = new Ledger(calls, track.sink().arrivals());
        return ledger.accepted() - ledger.missing() - ledger.arrivedSince(end);
    }
}
