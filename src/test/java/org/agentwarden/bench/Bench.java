package org.agentwarden.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;

/**
 * Measures the server with one endpoint on H2. Arguments: reports at once (16), seconds of each load (15), events to
 * drain (5000), whether to record the server with the flight recorder (false). Exits with 1 when an accepted event did
 * not arrive.
 */
public final class Bench {

    private static final double STEADY_SHARE = 0.3;
    private static final Path RESULTS = Path.of("target", "bench").toAbsolutePath();

    private final int concurrency;
    private final Duration time;
    private final int events;
    private final boolean recorded;

    private Bench(int concurrency, Duration time, int events, boolean recorded) {
        this.concurrency = concurrency;
        this.time = time;
        this.events = events;
        this.recorded = recorded;
    }

    public static void main(String[] args) throws IOException {
        Bench bench = new Bench(
                args.length > 0 ? Integer.parseInt(args[0]) : 16,
                Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 15),
                args.length > 2 ? Integer.parseInt(args[2]) : 5000,
                args.length > 3 && Boolean.parseBoolean(args[3]));
        Report report = bench.run();
        report.print(System.out);
        System.out.println(report.write(RESULTS));
        System.exit(report.stages().stream().allMatch(stage -> stage.missing() == 0) ? 0 : 1);
    }

    private Report run() throws IOException {
        Machine machine = Machine.current();
        say("Starting the server");
        try (SinkProcess sink = SinkProcess.start();
                AgentWardenServer server = setup().start()) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("bench-bot");
            company.webhook(sink.uri(), "log.failed");
            Track track = new Track(server, sink, new Load(server.baseUri(), agent), concurrency);

            say("Warming up");
            Stage warmUp = new Ingest(track, time).saturating("warm-up");
            double baseline = baseline(sink);
            List<Stage> stages = new ArrayList<>();
            say("Ingest to delivery, saturating");
            Stage saturated = new Ingest(track, time).saturating("ingest, saturating");
            stages.add(saturated);
            // What the whole chain keeps up with; accepting alone may well be faster.
            double steady = STEADY_SHARE * saturated.endToEndPerSecond();
            say("Ingest to delivery, %.0f events/s".formatted(steady));
            stages.add(new Ingest(track, time).steady("ingest, 30%", steady));
            say("Drain of %d events".formatted(events));
            stages.add(new Drain(track, events).run("drain"));
            stages.add(warmUp);
            return new Report(Instant.now(), machine, "H2, a file", concurrency, baseline, stages, track.usage());
        }
    }

    private double baseline(SinkProcess sink) {
        say("Baseline");
        Baseline plain = new Baseline(sink.uri(), sink.lastBody(), concurrency);
        double warmUp = plain.run(Duration.ofSeconds(4));
        double perSecond = plain.run(Duration.ofSeconds(8));
        say("%.0f POST/s (%.0f while warming up)".formatted(perSecond, warmUp));
        return perSecond;
    }

    private AgentWardenServer.Setup setup() throws IOException {
        AgentWardenServer.Setup setup = AgentWardenServer.named("bench").with("AGENTWARDEN_WEBHOOKS_TIMEOUT", "2m");
        if (recorded) {
            Files.createDirectories(RESULTS);
            setup.with(
                    "JAVA_TOOL_OPTIONS",
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                            + RESULTS.resolve("server.jfr"));
        }
        return setup;
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
