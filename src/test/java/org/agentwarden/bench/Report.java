package org.agentwarden.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of one run, as a table and as JSON.
 *
 * @param baselinePerSecond R: answered posts per second of the plain client
 */
record Report(
        Instant at,
        Machine machine,
        String database,
        int concurrency,
        double baselinePerSecond,
        List<Stage> stages,
        Usage server) {

    private static final String ROW = "%-20s %9s %11s %12s %6s %9s %8s %8s %6s  %-34s %s%n";

    void print(PrintStream out) {
        out.printf(
                "%n%s, %d cores, %d MB, %s, %s, load average before %.2f%n",
                machine.processor(),
                machine.cores(),
                machine.memoryMegabytes(),
                machine.os(),
                machine.jdk(),
                machine.loadAverage());
        out.printf("%s; %d reports at once%n", database, concurrency);
        out.printf("R, the plain client to the same sink: %.0f POST/s%n%n", baselinePerSecond);
        out.printf(
                ROW,
                "",
                "accepted",
                "accepted/s",
                "delivered/s",
                "of R",
                "in all/s",
                "missing",
                "repeats",
                "cpu",
                "due to answer, ms p50/p95/p99/max",
                "due to receipt, ms p50/p95/p99/max");
        stages.forEach(stage -> print(out, stage));
        out.printf(
                "%ncpu: seconds of the server for a thousand events; its peak resident memory: %d MB%n",
                server.peakRssMegabytes());
    }

    private void print(PrintStream out, Stage stage) {
        out.printf(
                ROW,
                stage.name(),
                stage.accepted(),
                Math.round(stage.acceptedPerSecond()),
                Math.round(stage.deliveredPerSecond()),
                rounded(stage.deliveredPerSecond() / baselinePerSecond),
                Math.round(stage.endToEndPerSecond()),
                stage.missing(),
                stage.duplicates(),
                rounded(stage.cpuSecondsPerThousand()),
                line(stage.accept()),
                line(stage.receipt()));
        if (stage.refused() > 0) {
            out.printf("  %d reports were not accepted%n", stage.refused());
        }
        if (stage.inFlight() > 0) {
            out.printf("  %d requests at once while the sink was closed%n", stage.inFlight());
        }
    }

    private static String line(Latency latency) {
        return String.format(
                Locale.ROOT, "%.1f / %.1f / %.1f / %.1f", latency.p50(), latency.p95(), latency.p99(), latency.max());
    }

    Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("bench-" + at.getEpochSecond() + ".json");
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(Files.newBufferedWriter(file))) {
            writer.writeObject(json());
        }
        return file;
    }

    private JsonObject json() {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        stages.forEach(stage -> rows.add(json(stage)));
        return Json.createObjectBuilder()
                .add("at", at.toString())
                .add("machine", json(machine))
                .add("database", database)
                .add("concurrency", concurrency)
                .add("baseline_per_second", rounded(baselinePerSecond))
                .add("stages", rows)
                .add("server_cpu_seconds", rounded(server.cpu().toMillis() / 1000.0))
                .add("server_peak_rss_mb", server.peakRssMegabytes())
                .build();
    }

    private static JsonObjectBuilder json(Machine machine) {
        return Json.createObjectBuilder()
                .add("processor", machine.processor())
                .add("cores", machine.cores())
                .add("memory_mb", machine.memoryMegabytes())
                .add("os", machine.os())
                .add("jdk", machine.jdk())
                .add("load_average_before", rounded(machine.loadAverage()));
    }

    private JsonObjectBuilder json(Stage stage) {
        return Json.createObjectBuilder()
                .add("name", stage.name())
                .add("load_seconds", rounded(stage.load().toMillis() / 1000.0))
                .add("accepted", stage.accepted())
                .add("accepted_per_second", rounded(stage.acceptedPerSecond()))
                .add("delivered_per_second", rounded(stage.deliveredPerSecond()))
                .add("ratio_to_baseline", rounded(stage.deliveredPerSecond() / baselinePerSecond))
                .add("end_to_end_per_second", rounded(stage.endToEndPerSecond()))
                .add("refused", stage.refused())
                .add("missing", stage.missing())
                .add("duplicates", stage.duplicates())
                .add("accept_ms", json(stage.accept()))
                .add("receipt_ms", json(stage.receipt()))
                .add("cpu_seconds_per_thousand", rounded(stage.cpuSecondsPerThousand()))
                .add("in_flight", stage.inFlight());
    }

    private static JsonObjectBuilder json(Latency latency) {
        return Json.createObjectBuilder()
                .add("p50", rounded(latency.p50()))
                .add("p95", rounded(latency.p95()))
                .add("p99", rounded(latency.p99()))
                .add("max", rounded(latency.max()));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    }
}
