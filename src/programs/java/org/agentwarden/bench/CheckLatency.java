package org.agentwarden.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How long an agent waits for the permission to act, by a timetable, while events come in and webhooks go out. */
final class CheckLatency {

    private static final double PER_SECOND = 200;
    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Scenario track;
    private final double reportsPerSecond;

    CheckLatency(Scenario track, double reportsPerSecond) {
        this.track = track;
        this.reportsPerSecond = reportsPerSecond;
    }

    void run(Findings findings) {
        warmUp();
        Stage unused = run(SETTLING);
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            findings.add(run(track.options().time()));
        }
    }

    /** Reports have warmed up what they share with checks, and no more; the first seconds of both together show it. */
    private void warmUp() {
        Load checks = Load.checks(track.server().baseUri(), track.agent());
        List<Load.Call> calls = checks.saturate(track.options().concurrency(), WARM_UP);
        Findings.say("Warming up: %d checks in %d s".formatted(calls.size(), WARM_UP.toSeconds()));
    }

    private Stage run(Duration time) {
        Load checks = Load.checks(track.server().baseUri(), track.agent());
        int countBefore = track.sink().count();
        Usage before = track.usage();
        CompletableFuture<List<Load.Call>> reports =
                CompletableFuture.supplyAsync(() -> track.load().steadily(reportsPerSecond, time));
        List<Load.Call> calls = checks.steadily(PER_SECOND, time);
        track.awaitArrivals(countBefore, reports.join());
        Stage.Cost cost = Stage.Cost.between(before, track.usage(), calls.size());
        Ledger books = new Ledger(calls, new Arrivals());
        return new Stage(
                "check, beside ingest at 30%",
                new Stage.Counts(books.accepted(), calls.size() - books.accepted(), 0, 0),
                new Stage.Rates(books.acceptedPerSecond(), Double.NaN, Double.NaN),
                books.delays(),
                cost);
    }
}
