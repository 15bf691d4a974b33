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
        double perSecond = 0;
        for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
            double reached = mine.window();
            double reachedByOther = its.window();
            perSecond = Ingest.LIGHT * Math.min(reached, reachedByOther);
            Findings.say("Warming up: %.0f events/s, the other %.0f".formatted(reached, reachedByOther));
        }
        double light = perSecond;
        compareSpeed("ingest", (version, name) -> new Ingest(version).saturating(name), findings);
        compareSpeed(
                "drain",
                (version, name) ->
                        new Drain(version).run(name, present.options().events()),
                findings);
        inTurn("ingest at 30%", (version, name) -> new Ingest(version).steadily(name, light), findings);
        new CheckLatency(present, light).warmUp();
        new CheckLatency(other, light).warmUp();
        inTurn("check, full load", (version, name) -> new CheckLatency(version, light).saturate(name), findings);
        inTurn("check", (version, name) -> new CheckLatency(version, light).run(name), findings);
    }

    private void compareSpeed(String name, Measurement measurement, Findings findings) {
        Spread spread = Spread.of(
                inTurn(name, measurement, findings).stream().mapToDouble(turn -> turn.present() / turn.other()));
        findings.addRatio(name + ", delivered/s to that of the other version", spread);
    }

    /** Who is first changes from turn to turn. */
    private List<Turn> inTurn(String name, Measurement measurement, Findings findings) {
        List<Turn> turns = new ArrayList<>();
        for (int turn = 0; turn < present.options().repeats(); turn++) {
            if (turn % 2 == 0) {
                double mine = measure(name + ", this version", present, measurement, findings);
                turns.add(new Turn(mine, measure(name + ", the other version", other, measurement, findings)));
            } else {
                double its = measure(name + ", the other version", other, measurement, findings);
                turns.add(new Turn(measure(name + ", this version", present, measurement, findings), its));
            }
        }
        return turns;
    }

    private static double measure(String name, Scenario version, Measurement measurement, Findings findings) {
        Stage stage = measurement.of(version, name);
        findings.add(stage);
        return stage.rates().delivered();
    }

    private interface Measurement {

        Stage of(Scenario version, String name);
    }

    /** Events per second that each version delivered, one right after the other. */
    private record Turn(double present, double other) {}
}
