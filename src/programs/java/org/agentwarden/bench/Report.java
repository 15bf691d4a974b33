package org.agentwarden.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** All that one run has found out. */
record Report(Instant at, Machine machine, Options options, List<Findings> findings) {

    /** Whether every part came to its end and every accepted event has arrived. */
    boolean isComplete() {
        return findings.stream().allMatch(found -> found.failures().isEmpty())
                && findings.stream().flatMap(found -> found.rows().stream()).allMatch(row -> row.missing() == 0);
    }

    /** Writes {@code bench.md}, {@code bench.json} and {@code latency.svg}. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("bench.md"), new MarkdownReport(this).text());
        Files.writeString(directory.resolve("bench.json"), new JsonReport(this).text());
        Files.writeString(
                directory.resolve("latency.svg"),
                LatencyPlot.svg("From the time a report is due to its webhook", curves()));
    }

    private List<LatencyPlot.Curve> curves() {
        return findings.stream()
                .flatMap(found -> found.rows().stream()
                        .filter(row -> row.dueToReceipt().all().getTotalCount() > 0
                                && !row.name().startsWith("drain"))
                        .map(row -> new LatencyPlot.Curve(
                                found.database() + ": " + row.name(),
                                row.dueToReceipt().all())))
                .toList();
    }
}
