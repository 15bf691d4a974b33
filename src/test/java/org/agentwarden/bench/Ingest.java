package org.agentwarden.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Events enter over HTTP and leave as webhooks at the same time; ends when the backlog is empty. */
final class Ingest {

    /** Enough to keep to the timetable through a stall of some hundred milliseconds. */
    private static final int STEADY_CONCURRENCY = 64;

    private final Track track;
    private final Duration time;

    Ingest(Track track, Duration time) {
        this.track = track;
        this.time = time;
    }

    Stage saturating(String name) {
        return run(name, load -> load.saturate(track.concurrency(), time));
    }

    Stage steady(String name, double perSecond) {
        return run(name, load -> load.steadily(STEADY_CONCURRENCY, perSecond, time));
    }

    private Stage run(String name, Function<Load, List<Load.Report>> work) {
        int countBefore = track.sink().count();
        long duplicatesBefore = track.sink().arrivals().duplicates();
        Usage before = track.usage();
        List<Load.Report> reports = work.apply(track.load());
        track.awaitArrivals(countBefore, reports);
        Usage after = track.usage();
        Arrivals arrivals = track.sink().arrivals();
        Books books = new Books(reports, arrivals);
        long start = books.firstReportMicros();
        long end = books.lastAnswerMicros();
        return new Stage(
                name,
                Duration.ofMillis((end - start) / 1000),
                books.accepted(),
                Track.perSecond(books.accepted(), start, end),
                Track.perSecond(books.arrivedWithin(start, end), start, end),
                Track.perSecond(books.accepted() - books.missing(), start, books.lastArrivalMicros()),
                books.refused(),
                books.missing(),
                arrivals.duplicates() - duplicatesBefore,
                books.accept(),
                books.receipt(),
                Track.cpuSecondsPerThousand(before, after, books.accepted()),
                0);
    }
}
