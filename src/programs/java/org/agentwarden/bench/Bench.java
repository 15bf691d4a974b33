package org.agentwarden.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentwarden.systems.PostgresServer;

/**
 * Measures the server on H2 and on PostgreSQL; {@link Options} says what can be chosen. Exits with 1 when an accepted
 * event did not arrive or a part failed, and with 2 when there is nothing to report.
 */
public final class Bench {

    static final Path RESULTS = Path.of("target", "bench").toAbsolutePath();

    private final Options options;

    private Bench(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws IOException {
        try {
            Report report = new Bench(Options.parse(args)).run();
            report.write(RESULTS);
            System.out.println();
            System.out.print(new MarkdownReport(report).text());
            System.out.println();
            System.out.println("All of it is in " + RESULTS);
            System.exit(report.isComplete() ? 0 : 1);
        } catch (BenchFailed | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private Report run() {
        Machine machine = Machine.current();
        List<Findings> findings = new ArrayList<>();
        for (String name : options.databases()) {
            if (name.equals(Options.POSTGRESQL) && !PostgresServer.isInstalled()) {
                findings.add(new Findings("PostgreSQL: skipped, this machine is without it (Debian: postgresql)"));
                continue;
            }
            try (Database database = name.equals(Options.H2) ? new H2Database() : new PostgresDatabase()) {
                findings.add(run(database));
            }
        }
        return new Report(Instant.now(), machine, options, findings);
    }

    private Findings run(Database database) {
        Findings.say("%n%s".formatted(database.title()));
        Findings findings = new Findings(database.title());
        if (options.hasAny("ingest", "drain", "check", "batch")) {
            measure("speed", findings, () -> runSpeed(database, findings));
        }
        if (options.has("isolation")) {
            measure("isolation", findings, () -> {
                try (Scenario track = open(
                        database,
                        Environment.named("isolation")
                                .forCompanies(Isolation.COMPANIES)
                                .losingPatienceAfter(Isolation.TIMEOUT))) {
                    new Isolation(track, new WarmUp(track).run()).run(findings);
                }
            });
        }
        if (options.has("strangers")) {
            measure("strangers", findings, () -> {
                try (Scenario track =
                        open(database, Environment.named("strangers").losingPatienceAfter(Isolation.TIMEOUT))) {
                    new Strangers(track).run(findings);
                }
            });
        }
        if (options.has("versions")) {
            measure("versions", findings, () -> {
                Environment environment = Environment.named("versions");
                Environment other = Environment.named("other").ofVersion(Versions.otherJar());
                try (Scenario present = open(database, environment);
                        Scenario second = open(database, other)) {
                    new Versions(present, second).run(findings);
                }
            });
        }
        if (options.has("peers")) {
            measure("peers", findings, () -> {
                try (Scenario ours = open(database, Environment.named("peers"))) {
                    Peers.compareWith(ours, findings);
                }
            });
        }
        if (options.has("start")) {
            measure("start", findings, () -> {
                try (Scenario track =
                        open(database, Environment.named("start").losingPatienceAfter(Isolation.TIMEOUT))) {
                    new StartTime(track).run(findings);
                }
            });
        }
        if (options.has("growth")) {
            measure("growth", findings, () -> {
                try (Scenario track = open(database, Environment.named("growth"))) {
                    new Growth(track).run(findings);
                }
            });
        }
        if (options.has("lists")) {
            measure("lists", findings, () -> {
                try (Scenario track = open(database, Environment.named("lists"))) {
                    new Lists(track).run(findings);
                }
            });
        }
        if (options.has("pending")) {
            measure("pending", findings, () -> {
                try (Scenario track =
                        open(database, Environment.named("pending").losingPatienceAfter(Isolation.TIMEOUT))) {
                    new Backlog(track).run(findings);
                }
            });
        }
        if (options.has("retention")) {
            measure("retention", findings, () -> new Retention(options, database).run(findings));
        }
        if (options.has("scale")) {
            measure("scale", findings, () -> new Scale(options, database).run(findings));
        }
        return findings;
    }

    private Scenario open(Database database, Environment stand) {
        return Scenario.open(options, database, stand);
    }

    /** What has been found so far is worth reporting, whatever becomes of one part. */
    private static void measure(String part, Findings findings, Runnable measurement) {
        try {
            measurement.run();
        } catch (RuntimeException e) {
            e.printStackTrace();
            findings.addFailure(part + ": " + e);
        }
    }

    private void runSpeed(Database database, Findings findings) {
        try (Scenario track = open(database, Environment.named("speed"))) {
            double perSecond = new WarmUp(track).run();
            if (options.has("ingest")) {
                new Ingest(track).run(findings);
            }
            if (options.has("drain")) {
                new Drain(track).run(findings);
            }
            if (options.has("batch")) {
                new ReportBatches(track).run(findings);
            }
            if (options.has("check")) {
                new CheckLatency(track, Ingest.LIGHT * perSecond).run(findings);
            }
            track.reportMemory("ingest and drain", findings);
        }
    }
}
