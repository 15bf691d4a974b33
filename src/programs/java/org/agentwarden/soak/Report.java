package org.agentwarden.soak;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has shown.
 *
 * @param refusals requests that were not acknowledged, by what came instead
 * @param surprises answers that a correct request must never get
 * @param settling how long it took after the load until nothing was pending any more
 * @param stalledTasks periodic tasks that no longer succeed at the end
 */
record Report(
        Instant at,
        Options options,
        List<Statement> statements,
        List<Incident> incidents,
        int acknowledged,
        Map<String, Long> refusals,
        List<String> surprises,
        Duration settling,
        List<String> stalledTasks,
        Memory.Usage memory) {

    private static final int MOST_EXAMPLES = 20;

    /** Whether nothing was lost, stuck, said untruly or answered wrongly, and the server with all its tasks always came back. */
    boolean isClean() {
        return surprises.isEmpty()
                && stalledTasks.isEmpty()
                && statements.stream().allMatch(Statement::isClean)
                && incidents.stream()
                        .allMatch(incident -> incident.servedNanos().isPresent());
    }

    private Stream<String> faults() {
        Statement all = Statement.sum(statements);
        return Stream.of(
                        labelled("lost", all.lost()),
                        labelled("raised twice", all.twice()),
                        labelled("untrue", all.untrue()),
                        labelled("surprise", surprises),
                        labelled("stalled task", stalledTasks))
                .flatMap(faults -> faults);
    }

    private static Stream<String> labelled(String label, List<String> faults) {
        return faults.stream().limit(MOST_EXAMPLES).map(fault -> label + ": " + fault);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("%s, %s%n%n".formatted(options, at));
        text.append(row(
                "endpoint",
                "acknowledged",
                "delivered",
                "exhausted",
                "duplicates",
                "lost",
                "stuck",
                "longest in calm"));
        text.append("|---|---:|---:|---:|---:|---:|---:|---:|\n");
        Stream.concat(statements.stream(), Stream.of(Statement.sum(statements)))
                .forEach(statement -> text.append(row(statement)));
        text.append('\n').append(row("disturbance", "times", "longest until served again"));
        text.append("|---|---:|---:|\n");
        options.disturbances().forEach(disturbance -> text.append(row(disturbance)));
        text.append("%n%d requests acknowledged; others:%s%n"
                .formatted(
                        acknowledged,
                        refusals.entrySet().stream()
                                .map(refusal -> " " + refusal.getValue() + " x " + refusal.getKey())
                                .collect(Collectors.joining(","))));
        text.append("Settled within %s after the load. Resident memory of the server%s: first %d, last %d, peak %d MB%n"
                .formatted(
                        seconds(settling),
                        options.nodes() == 1 ? "" : ", all nodes together",
                        memory.first(),
                        memory.last(),
                        memory.peak()));
        faults().forEach(fault -> text.append("- ").append(fault).append('\n'));
        text.append(isClean() ? "Nothing lost, nothing stuck.\n" : "FAILED\n");
        return text.toString();
    }

    private String row(Statement statement) {
        return row(
                statement.name(),
                Integer.toString(statement.acknowledged()),
                Integer.toString(statement.delivered()),
                Integer.toString(statement.exhausted()),
                Integer.toString(statement.duplicates()),
                Integer.toString(statement.lost().size()),
                Integer.toString(statement.stuck()),
                statement.longest().map(Report::seconds).orElse(""));
    }

    private String row(Disturbance disturbance) {
        return row(
                disturbance.text(),
                Long.toString(of(disturbance).count()),
                longestRecovery(disturbance).map(Report::seconds).orElse(""));
    }

    private Stream<Incident> of(Disturbance disturbance) {
        return incidents.stream().filter(incident -> incident.disturbance() == disturbance);
    }

    private Optional<Duration> longestRecovery(Disturbance disturbance) {
        return of(disturbance).flatMap(incident -> incident.recovery().stream()).max(Duration::compareTo);
    }

    private static String row(String... cells) {
        return Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    /** Writes {@code soak.md} and {@code soak.json}. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("soak.md"), markdown());
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(Files.newBufferedWriter(directory.resolve("soak.json")))) {
            writer.writeObject(json());
        }
    }

    JsonObject json() {
        JsonArrayBuilder endpoints = Json.createArrayBuilder();
        statements.forEach(statement -> endpoints.add(json(statement)));
        JsonArrayBuilder disturbances = Json.createArrayBuilder();
        options.disturbances().forEach(disturbance -> disturbances.add(json(disturbance)));
        JsonObjectBuilder refused = Json.createObjectBuilder();
        refusals.forEach(refused::add);
        return Json.createObjectBuilder()
                .add("at", at.toString())
                .add("nodes", options.nodes())
                .add("database", options.database().name().toLowerCase(Locale.ROOT))
                .add("broker", options.broker().name().toLowerCase(Locale.ROOT))
                .add("load_seconds", options.load().toSeconds())
                .add("requests_per_second", options.requestsPerSecond())
                .add("outages", options.outages().name().toLowerCase(Locale.ROOT))
                .add("seed", options.seed())
                .add("clean", isClean())
                .add("requests_acknowledged", acknowledged)
                .add("requests_not_acknowledged", refused)
                .add("endpoints", endpoints)
                .add("all", json(Statement.sum(statements)))
                .add("disturbances", disturbances)
                .add("settling_ms", settling.toMillis())
                .add(
                        "server_rss_mb",
                        Json.createObjectBuilder()
                                .add("first", memory.first())
                                .add("last", memory.last())
                                .add("peak", memory.peak()))
                .add("faults", Json.createArrayBuilder(faults().toList()))
                .build();
    }

    private static JsonObjectBuilder json(Statement statement) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("name", statement.name())
                .add("acknowledged", statement.acknowledged())
                .add("delivered", statement.delivered())
                .add("exhausted", statement.exhausted())
                .add("duplicates", statement.duplicates())
                .add("twice", statement.twice().size())
                .add("lost", statement.lost().size())
                .add("stuck", statement.stuck())
                .add("untrue", statement.untrue().size());
        statement.longest().ifPresent(time -> json.add("longest_in_calm_ms", time.toMillis()));
        return json;
    }

    private JsonObjectBuilder json(Disturbance disturbance) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("name", disturbance.name().toLowerCase(Locale.ROOT))
                .add("times", of(disturbance).count());
        longestRecovery(disturbance).ifPresent(time -> json.add("longest_recovery_ms", time.toMillis()));
        return json;
    }
}
