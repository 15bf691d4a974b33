package org.agentwarden.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** The report for programs. */
final class JsonReport {

    private final Report report;

    JsonReport(Report report) {
        this.report = report;
    }

    String text() {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.writeObject(json().build());
        }
        return text.toString();
    }

    private JsonObjectBuilder json() {
        JsonArrayBuilder databases = Json.createArrayBuilder();
        report.findings().forEach(found -> databases.add(json(found)));
        return Json.createObjectBuilder()
                .add("at", report.at().toString())
                .add("machine", json(report.machine()))
                .add("concurrency", report.options().concurrency())
                .add("repeats", report.options().repeats())
                .add("seconds", report.options().time().toSeconds())
                .add("events", report.options().events())
                .add("databases", databases);
    }

    private static JsonObjectBuilder json(Machine machine) {
        return Json.createObjectBuilder()
                .add("processor", machine.processor())
                .add("cores", machine.cores())
                .add("memory_mb", machine.memoryMegabytes())
                .add("os", machine.os())
                .add("jdk", machine.jdk())
                .add("load_average_before", number(machine.loadAverage()));
    }

    private static JsonObjectBuilder json(Findings found) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        found.rows().forEach(row -> rows.add(json(row)));
        JsonArrayBuilder facts = Json.createArrayBuilder();
        found.facts()
                .forEach(fact -> facts.add(Json.createObjectBuilder()
                        .add("name", fact.name())
                        .add("value", number(fact.value()))
                        .add("unit", fact.unit())));
        return Json.createObjectBuilder()
                .add("database", found.database())
                .add("rows", rows)
                .add("facts", facts);
    }

    private static JsonObjectBuilder json(Row row) {
        return Json.createObjectBuilder()
                .add("name", row.name())
                .add("repeats", row.repeats())
                .add("accepted_per_second", json(row.accepted()))
                .add("delivered_per_second", json(row.delivered()))
                .add("baseline_per_second", json(row.baseline()))
                .add("ratio_to_baseline", json(row.ratio()))
                .add("due_to_answer_ms", json(row.dueToAnswer()))
                .add("due_to_receipt_ms", json(row.dueToReceipt()))
                .add("answer_to_receipt_ms", json(row.answerToReceipt()))
                .add("server_cpu_seconds_per_thousand", json(row.serverCost()))
                .add("database_cpu_seconds_per_thousand", json(row.databaseCost()))
                .add("events", row.events())
                .add("refused", row.refused())
                .add("missing", row.missing())
                .add("duplicates", row.duplicates());
    }

    private static JsonObjectBuilder json(Spread spread) {
        return Json.createObjectBuilder()
                .add("median", number(spread.median()))
                .add("least", number(spread.least()))
                .add("most", number(spread.most()));
    }

    private static JsonObjectBuilder json(Latency latency) {
        return Json.createObjectBuilder()
                .add("p50", number(latency.p50()))
                .add("p95", number(latency.p95()))
                .add("p99", number(latency.p99()))
                .add("max", number(latency.max()));
    }

    private static JsonValue number(double value) {
        return Double.isFinite(value)
                ? Json.createValue(BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP))
                : JsonValue.NULL;
    }
}
