package org.agentwarden.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.agentwarden.systems.Answer;

/**
 * How long an agent waits for the permission to act: with as many checks as the server answers, and then by a timetable,
 * while events come in and webhooks go out.
 */
final class CheckLatency {

    private static final double PER_SECOND = 200;
    private static final int PERMISSIONS = 200;
    private static final int CONDITIONS = 20;

    /** The one that allows what is checked. */
    private static final int GRANTED_BEFORE = 1;

    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Scenario track;
    private final double reportsPerSecond;

    CheckLatency(Scenario track, double reportsPerSecond) {
        this.track = track;
        this.reportsPerSecond = reportsPerSecond;
    }

    void run(Findings findings) {
        warmUp();
        saturate("check, full load", findings);
        measure("check, beside ingest at 30%", findings);
        grantManyRules();
        saturate("check, full load, 200 permissions, 20 with conditions", findings);
        measure("check, beside ingest at 30%, 200 permissions, 20 with conditions", findings);
    }

    private void saturate(String name, Findings findings) {
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            findings.add(saturate(name));
        }
    }

    /** As many checks as the server answers, and nothing else. */
    Stage saturate(String name) {
        Load checks = Load.checks(track.server().baseUri(), track.agent());
        Usage before = track.usage();
        List<Load.Call> calls =
                checks.saturate(track.options().concurrency(), track.options().time());
        Stage stage = stage(name, calls, Stage.Cost.between(before, track.usage(), calls.size()));
        Findings.say("%s: %.0f checks/s".formatted(name, stage.rates().accepted()));
        return stage;
    }

    private void measure(String name, Findings findings) {
        Stage unused = run(name, SETTLING);
        for (int repeat = 0; repeat < track.options().repeats(); repeat++) {
            findings.add(run(name));
        }
    }

    Stage run(String name) {
        return run(name, track.options().time());
    }

    /** As many as an agent may have by default. Those with conditions are evaluated for each check, and do not hold. */
    private void grantManyRules() {
        for (int number = 1; number <= CONDITIONS; number++) {
            JsonObject block = Json.createObjectBuilder()
                    .add("action", "*")
                    .add("effect", "block")
                    .add("when", "has(context.customer) && context.customer == 'mallory-" + number + "'")
                    .build();
            Answer unused = track.company()
                    .api()
                    .post("/api/agents/" + track.agent().id() + "/permissions", block)
                    .expect(201);
        }
        IntStream.range(GRANTED_BEFORE + CONDITIONS, PERMISSIONS)
                .forEach(number -> track.company().allow(track.agent(), "crm.action-" + number));
    }

    /** Reports have warmed up what they share with checks, and no more; the first seconds of both together show it. */
    void warmUp() {
        Load checks = Load.checks(track.server().baseUri(), track.agent());
        List<Load.Call> calls = checks.saturate(track.options().concurrency(), WARM_UP);
        Findings.say("Warming up: %d checks in %d s".formatted(calls.size(), WARM_UP.toSeconds()));
    }

    private Stage run(String name, Duration time) {
        Load checks = Load.checks(track.server().baseUri(), track.agent());
        int countBefore = track.sink().count();
        Usage before = track.usage();
        CompletableFuture<List<Load.Call>> reports =
                CompletableFuture.supplyAsync(() -> track.load().steadily(reportsPerSecond, time));
        List<Load.Call> calls = checks.steadily(PER_SECOND, time);
        track.awaitArrivals(countBefore, reports.join());
        return stage(name, calls, Stage.Cost.between(before, track.usage(), calls.size()));
    }

    private static Stage stage(String name, List<Load.Call> calls, Stage.Cost cost) {
        Ledger books = new Ledger(calls, new Arrivals());
        return new Stage(
                name,
                new Stage.Counts(books.accepted(), calls.size() - books.accepted(), 0, 0),
                new Stage.Rates(books.acceptedPerSecond(), Double.NaN, Double.NaN),
                books.delays(),
                cost);
    }
}
