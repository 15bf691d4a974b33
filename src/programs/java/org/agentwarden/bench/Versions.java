package org.agentwarden.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two versions of the server side by side, each with a database of its own, under full load in turn. The speed of a shared
 * machine changes from minute to minute, so only turns that follow each other are compared.
 */
final class Versions {

    /** Names the jar of the other version. */
    private static final String OTHER_JAR = "agentwarden.other-jar";

    /** Of each version: enough for its compiler to have seen what a request takes. */
    private static final int WARM_UP_TURNS = 24;

    private final Scenario present;
    private final Scenario other;

    Versions(Scenario present, Scenario other) {
        this.present = present;
        this.other = other;
    }

    /** @throws BenchFailed when nobody says which other version */
    static Path otherJar() {
        String jar = System.getProperty(OTHER_JAR);
        if (jar == null) {
            throw new BenchFailed("Name the other version by -Dprogram.properties=-D" + OTHER_JAR + "=/path/to/it.jar");
        }
        return Path.of(jar);
    }

    void run(Findings findings) {
        WarmUp mine = new WarmUp(present);
        WarmUp its = new WarmUp(other);
        for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
            Findings.say("Warming up: %.0f events/s, the other %.0f".formatted(mine.window(), its.window()));
        }
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < present.options().repeats(); turn++) {
            ratios.add(turn % 2 == 0 ? ratio(findings) : 1 / inverse(findings));
        }
        Spread spread = Spread.of(ratios.stream().mapToDouble(Double::doubleValue));
        findings.add("delivered/s to that of the other version, median of the turns", spread.median(), "");
        findings.add("the least", spread.least(), "");
        findings.add("the most", spread.most(), "");
    }

    private double ratio(Findings findings) {
        double mine = delivered("ingest, this version", present, findings);
        return mine / delivered("ingest, the other version", other, findings);
    }

    private double inverse(Findings findings) {
        double its = delivered("ingest, the other version", other, findings);
        return its / delivered("ingest, this version", present, findings);
    }

    private static double delivered(String name, Scenario version, Findings findings) {
        Stage stage = new Ingest(version).saturating(name);
        findings.add(stage);
        return stage.rates().delivered();
    }
}
