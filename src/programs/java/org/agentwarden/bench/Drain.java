package org.agentwarden.bench;

import java.util.List;

/**
 * Accepted events wait, then the engine is let loose. They wait because the sink keeps its answers back: as many
 * requests as the engine sends at once stay open, all other events stay in the database. No attempt fails and no event
 * is due later than another, so that neither the schedule of retries nor the sending of a retry is measured; the server
 * needs a webhook timeout that is longer than the wait. Only what arrives after the sink has opened counts. R is taken
 * right before that, while the server has nothing to do, and right after the last arrival.
 */
final class Drain {

    private final Scenario track;

    Drain(Scenario track) {
        this.track = track;
    }

    void run(Findings findings) {
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            findings.add(run("drain", track.options().events()));
        }
    }

    Stage run(String name, int events) {
        SinkProcess sink = track.sink();
        int countBefore = sink.count();
        int duplicatesBefore = sink.duplicates();
        sink.closeGate();
        List<Load.Call> calls = track.load().saturate(track.options().concurrency(), events);
        double baseline = track.baseline();
        Usage before = track.usage();
        long opened = MachineClock.micros();
        int inFlight = sink.openGate();
        track.awaitArrivals(countBefore, calls);
        Usage after = track.usage();
        Ledger books = new Ledger(calls, sink.arrivals());
        int drained = books.arrivedSince(opened);
        double perSecond = Ledger.perSecond(drained, opened, books.lastArrivalMicros());
        Findings.say("%s: %d events, %d of them were under way; %.0f/s".formatted(name, events, inFlight, perSecond));
        return new Stage(
                name,
                books.counts(sink.duplicates() - duplicatesBefore),
                new Stage.Rates(books.acceptedPerSecond(), perSecond, (baseline + track.baseline()) / 2),
                books.delays(),
                Stage.Cost.between(before, after, drained));
    }
}
