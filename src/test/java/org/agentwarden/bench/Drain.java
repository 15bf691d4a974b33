package org.agentwarden.bench;

import java.time.Duration;
import java.util.List;

/**
 * Accepted events wait, then the engine is let loose. They wait because the sink keeps its answers back: as many
 * requests as the engine sends at once stay open, all other events stay in the database and on the queue. No attempt
 * fails and no event is due later than another, so that neither the schedule of retries nor the sending of a retry is
 * measured; the server needs a webhook timeout that is longer than the wait. Only what arrives after the sink has
 * opened counts.
 */
final class Drain {

    private final Track track;
    private final int events;

    Drain(Track track, int events) {
        this.track = track;
        this.events = events;
    }

    Stage run(String name) {
        int countBefore = track.sink().count();
        long duplicatesBefore = track.sink().arrivals().duplicates();
        track.sink().closeGate();
        List<Load.Report> reports = track.load().saturate(track.concurrency(), events);
        Usage before = track.usage();
        long opened = MachineClock.micros();
        int inFlight = track.sink().openGate();
        track.awaitArrivals(countBefore, reports);
        Usage after = track.usage();
        Arrivals arrivals = track.sink().arrivals();
        Books books = new Books(reports, arrivals);
        long last = books.lastArrivalMicros();
        int drained = books.arrivedWithin(opened, last + 1);
        long start = books.firstReportMicros();
        return new Stage(
                name,
                Duration.ofMillis((books.lastAnswerMicros() - start) / 1000),
                books.accepted(),
                Track.perSecond(books.accepted(), start, books.lastAnswerMicros()),
                Track.perSecond(drained, opened, last),
                Track.perSecond(books.accepted() - books.missing(), start, last),
                books.refused(),
                books.missing(),
                arrivals.duplicates() - duplicatesBefore,
                books.accept(),
                books.receipt(),
                Track.cpuSecondsPerThousand(before, after, drained),
                inFlight);
    }
}
