package org.agentwarden.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report as tables that read well on a console, too. */
final class MarkdownReport {

    private static final List<String> HEAD = List.of(
            "",
            "accepted/s",
            "delivered/s",
            "R, POST/s",
            "of R (least-most)",
            "due to answer",
            "due to receipt",
            "answer to receipt",
            "CPU s per 1000: server",
            "database",
            "events",
            "refused",
            "missing",
            "duplicates");

    private final Report report;

    MarkdownReport(Report report) {
        this.report = report;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        Machine machine = report.machine();
        text.append("%s, %d cores, %d MB, %s, %s, load average before %.2f, %s%n"
                .formatted(
                        machine.processor(),
                        machine.cores(),
                        machine.memoryMegabytes(),
                        machine.os(),
                        machine.jdk(),
                        machine.loadAverage(),
                        report.at()));
        text.append("%nMedians of %d; %d reports at once when saturating; latencies are ms, p50 / p95 / p99 / max%n"
                .formatted(report.options().repeats(), report.options().concurrency()));
        report.findings().forEach(found -> append(text, found));
        return text.toString();
    }

    private static void append(StringBuilder text, Findings found) {
        text.append("%n### %s%n%n".formatted(found.database()));
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        found.rows().forEach(row -> lines.add(cells(row)));
        if (lines.size() > 1) {
            appendTable(text, lines);
        }
        if (!found.facts().isEmpty()) {
            List<List<String>> facts = new ArrayList<>();
            facts.add(List.of("", "", "unit"));
            found.facts().forEach(fact -> facts.add(List.of(fact.name(), number(fact.value()), fact.unit())));
            text.append(System.lineSeparator());
            appendTable(text, facts);
        }
        found.failures().forEach(failure -> text.append("%nFailed: %s%n".formatted(failure)));
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.name(),
                number(row.accepted().median()),
                number(row.delivered().median()),
                number(row.baseline().median()),
                Double.isNaN(row.ratio().median())
                        ? "-"
                        : String.format(
                                Locale.ROOT,
                                "%.2f (%.2f-%.2f)",
                                row.ratio().median(),
                                row.ratio().least(),
                                row.ratio().most()),
                line(row.dueToAnswer()),
                line(row.dueToReceipt()),
                line(row.answerToReceipt()),
                number(row.serverCost().median()),
                number(row.databaseCost().median()),
                Long.toString(row.events()),
                Long.toString(row.refused()),
                Long.toString(row.missing()),
                Long.toString(row.duplicates()));
    }

    private static String line(Latency latency) {
        return number(latency.p50()) + " / " + number(latency.p95()) + " / " + number(latency.p99()) + " / "
                + number(latency.max());
    }

    /** As many digits as mean something. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    private static void appendTable(StringBuilder text, List<List<String>> lines) {
        int[] widths = IntStream.range(0, lines.get(0).size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (int line = 0; line < lines.size(); line++) {
            appendLine(text, lines.get(line), widths);
            if (line == 0) {
                List<String> rule = IntStream.of(widths).mapToObj("-"::repeat).toList();
                appendLine(text, rule, widths);
            }
        }
    }

    private static void appendLine(StringBuilder text, List<String> cells, int[] widths) {
        text.append(IntStream.range(0, cells.size())
                        .mapToObj(column -> cells.get(column)
                                + " ".repeat(widths[column] - cells.get(column).length()))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .append(System.lineSeparator());
    }
}
