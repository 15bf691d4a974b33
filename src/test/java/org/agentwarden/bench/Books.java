package org.agentwarden.bench;

import java.util.List;
import org.HdrHistogram.Histogram;

/** Compares what was reported with what arrived. */
final class Books {

    private static final int SIGNIFICANT_DIGITS = 3;

    private final List<Load.Report> accepted;
    private final int refused;
    private final Arrivals arrivals;

    Books(List<Load.Report> reports, Arrivals arrivals) {
        this.accepted = reports.stream().filter(Load.Report::accepted).toList();
        this.refused = reports.size() - accepted.size();
        this.arrivals = arrivals;
    }

    int accepted() {
        return accepted.size();
    }

    int refused() {
        return refused;
    }

    int missing() {
        return (int) accepted.stream()
                .filter(report -> arrivals.of(report.sequence()) == 0)
                .count();
    }

    long firstReportMicros() {
        return accepted.stream().mapToLong(Load.Report::scheduledMicros).min().orElseThrow();
    }

    long lastAnswerMicros() {
        return accepted.stream().mapToLong(Load.Report::answeredMicros).max().orElseThrow();
    }

    long lastArrivalMicros() {
        return accepted.stream()
                .mapToLong(report -> arrivals.of(report.sequence()))
                .max()
                .orElseThrow();
    }

    /** How many of the accepted events arrived within a time; the end does not count. */
    int arrivedWithin(long fromMicros, long toMicros) {
        return (int) accepted.stream()
                .mapToLong(report -> arrivals.of(report.sequence()))
                .filter(time -> time >= fromMicros && time < toMicros)
                .count();
    }

    Latency accept() {
        Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
        accepted.forEach(report -> histogram.recordValue(report.answeredMicros() - report.scheduledMicros()));
        return Latency.of(histogram);
    }

    Latency receipt() {
        Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
        for (Load.Report report : accepted) {
            long arrived = arrivals.of(report.sequence());
            if (arrived > 0) {
                histogram.recordValue(Math.max(0, arrived - report.scheduledMicros()));
            }
        }
        return Latency.of(histogram);
    }
}
