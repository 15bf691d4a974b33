package org.agentwarden.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found out about the server on one database. */
final class Findings {

    private final String database;
    private final Map<String, List<Stage>> stages = new LinkedHashMap<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Findings(String database) {
        this.database = database;
    }

    /** One number that has no place in the table. */
    record Fact(String name, double value, String unit) {}

    /** Tells whoever waits for the end. */
    static void say(String text) {
        System.out.println(text);
    }

    void add(Stage stage) {
        stages.computeIfAbsent(stage.name(), name -> new ArrayList<>()).add(stage);
    }

    void add(String name, double value, String unit) {
        facts.add(new Fact(name, value, unit));
        say("%s: %.1f %s".formatted(name, value, unit));
    }

    /** How much of one server's figure another one reached, compared turn by turn. */
    void addRatio(String name, Spread turns) {
        add(name + ", median of the turns", turns.median(), "");
        add("the least", turns.least(), "");
        add("the most", turns.most(), "");
    }

    /** A part that could not be measured to its end. */
    void addFailure(String text) {
        failures.add(text);
    }

    String database() {
        return database;
    }

    /** In the order of the measurements. */
    List<Row> rows() {
        return stages.values().stream().map(Row::of).toList();
    }

    List<Fact> facts() {
        return List.copyOf(facts);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }
}
