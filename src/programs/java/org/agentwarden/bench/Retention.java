package org.agentwarden.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A steady, moderate load beside many stored deliveries of long ago: on a server that keeps them, then on one that removes
 * them meanwhile. What the removal costs the load is compared.
 */
final class Retention {

    private static final double PER_SECOND = 100;

    private final Options options;
    private final Database database;

    Retention(Options options, Database database) {
        this.options = options;
        this.database = database;
    }

    void run(Findings findings) {
        double kept = measure("100/s, old rows are kept", "off", findings);
        double removed = measure("100/s, old rows are removed", "90d", findings);
        findings.add("p99 of due to receipt, removed to kept", removed / kept, "x");
    }

    /** Returns the p99 of due to receipt, in milliseconds. */
    private double measure(String name, String retention, Findings findings) {
        Map<String, String> environment = Map.of("AGENTWARDEN_RETENTION_DELIVERIES", retention);
        try (Scenario track = Scenario.open(
                options,
                database,
                Environment.named("retention-" + retention)
                        .losingPatienceAfter(Isolation.TIMEOUT)
                        .with(environment))) {
            track.server().stop();
            Findings.say("Storing %d deliveries".formatted(options.stored()));
            StoredRows rows = new StoredRows(track);
            rows.addFinished(1, options.stored());
            long stored = rows.count();
            track.server().start();
            track.server().awaitReady();
            long start = System.nanoTime();
            new WarmUp(track).briefly();
            List<Histogram> delays = new ArrayList<>();
            for (int repeat = 0; repeat < options.repeats(); repeat++) {
                Stage stage = load(track, name);
                findings.add(stage);
                delays.add(stage.delays().dueToReceipt());
            }
            track.server().stop();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            long left = rows.count();
            findings.add(name + ": rows removed", (stored - left) / (time.toMillis() / 1000.0), "/s");
            findings.add(name + ": rows left", (double) left, "");
            return Latency.of(delays).p99();
        }
    }

    private static Stage load(Scenario track, String name) {
        SinkProcess sink = track.sink();
        int countBefore = sink.count();
        int duplicatesBefore = sink.duplicates();
        Usage before = track.usage();
        List<Load.Call> calls =
                track.load().steadily(PER_SECOND, track.options().time());
        track.awaitArrivals(countBefore, calls);
        Usage after = track.usage();
        Ledger books = new Ledger(calls, sink.arrivals());
        Stage.Delays delays = books.delays();
        Findings.say("%s: p50 %.1f ms, p99 %.1f ms"
                .formatted(name, millis(delays.dueToReceipt(), 50), millis(delays.dueToReceipt(), 99)));
        return new Stage(
                name,
                books.counts(sink.duplicates() - duplicatesBefore),
                new Stage.Rates(books.acceptedPerSecond(), books.deliveredPerSecond(), Double.NaN),
                delays,
                Stage.Cost.between(before, after, books.accepted()));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toMicros(1);
    }
}
