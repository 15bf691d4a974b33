package org.agentwarden.bench;

import java.util.List;
import java.util.function.Supplier;

/** Events enter over HTTP and leave as webhooks at the same time; ends when the backlog is empty. */
final class Ingest {

    static final double LIGHT = 0.3;

    private final SystemUnderTest track;

    Ingest(SystemUnderTest track) {
        this.track = track;
    }

    void run(Findings findings) {
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            Stage saturated = saturating("ingest, saturating");
            findings.add(saturated);
            // What the whole chain keeps up with; accepting alone may well be faster.
            findings.add(steadily("ingest, 30%", LIGHT * saturated.rates().delivered()));
        }
    }

    Stage saturating(String name) {
        return run(
                name,
                () -> track.load()
                        .saturate(track.options().concurrency(), track.options().time()));
    }

    Stage steadily(String name, double perSecond) {
        return run(name, () -> track.load().steadily(perSecond, track.options().time()));
    }

    /** Full load of requests with so many reports each. */
    Stage saturatingInArrays(String name, int reports) {
        return run(
                name,
                () -> track.load()
                        .saturate(
                                track.options().concurrency(),
                                reports,
                                track.options().time()));
    }

    private Stage run(String name, Supplier<List<Load.Call>> work) {
        SinkProcess sink = track.sink();
        int countBefore = sink.count();
        int duplicatesBefore = sink.duplicates();
        double baseline = track.baseline();
        Usage before = track.usage();
        List<Load.Call> calls = work.get();
        track.awaitArrivals(countBefore, calls);
        Usage after = track.usage();
        Ledger books = new Ledger(calls, sink.arrivals());
        Findings.say("%s: %.0f accepted/s, %.0f delivered/s"
                .formatted(name, books.acceptedPerSecond(), books.deliveredPerSecond()));
        return new Stage(
                name,
                books.counts(sink.duplicates() - duplicatesBefore),
                new Stage.Rates(
                        books.acceptedPerSecond(), books.deliveredPerSecond(), (baseline + track.baseline()) / 2),
                books.delays(),
                Stage.Cost.between(before, after, books.accepted()));
    }
}
