package org.agentwarden.soak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Company;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Keeps an installation under steady load for a settable time, while everything in it goes away and comes back at random
 * moments, and compares what was acknowledged with what arrived. {@link Options} are system properties. Exits with 1
 * when anything was lost or got stuck, or a periodic task no longer runs.
 */
public final class Soak {

    private static final int AGENTS = 4;
    private static final Duration SERVED_WITHIN = Duration.ofMinutes(2);
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(5);

    private final Options options;
    private final Installation installation;
    private final Plan plan;
    private final List<Incident> incidents = new ArrayList<>();

    private Soak(Options options, Installation installation) {
        this.options = options;
        this.installation = installation;
        this.plan = new Plan(options.seed(), options.disturbances(), options.outages());
    }

    public static void main(String[] args) throws IOException {
        Options options = Options.from(System.getProperties());
        Path directory = Path.of("target", "soak");
        Path files = directory.resolve("run-" + Instant.now().getEpochSecond());
        say(options + ", files in " + files);
        Report report;
        try (Installation installation = Installation.start(options, files)) {
            report = new Soak(options, installation).run();
        }
        System.out.println();
        System.out.println(report.markdown());
        write(report, directory);
        System.exit(report.isClean() ? 0 : 1);
    }

    private static void write(Report report, Path directory) throws IOException {
        report.write(directory);
        say("Written to " + directory.resolve("soak.md") + " and soak.json");
    }

    private static void say(String text) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }

    private Report run() {
        Company company = Company.register(installation.addresses().get(0));
        List<Agent> agents = IntStream.rangeClosed(1, AGENTS)
                .mapToObj(number -> company.agent("soak-bot-" + number))
                .toList();
        agents.forEach(agent -> company.requireApproval(agent, Traffic.ACTION));
        try (Receivers receivers = Receivers.of(company);
                Memory memory = new Memory(installation::pids)) {
            DeliveryLedger books = new DeliveryLedger(receivers.accounts());
            List<LoadBalancer> entrances = installation.addresses().stream()
                    .map(node -> LoadBalancer.at(node, company, agents))
                    .toList();
            Traffic traffic = new Traffic(entrances, books);
            try (traffic) {
                traffic.begin(options.requestsPerSecond());
                disturb(books);
            }
            say("The load is over: " + books.acknowledgedCount() + " requests acknowledged");
            long over = System.nanoTime();
            Audit audit = new Audit(company, books);
            audit.settle(options.load().plus(LEAST_PATIENCE));
            Duration settling = Duration.ofNanos(System.nanoTime() - over);
            say("Settled");
            List<String> stalledTasks = installation.stalledTasks();
            return new Report(
                    Instant.now(),
                    options,
                    audit.close(incidents),
                    incidents,
                    books.acknowledgedCount(),
                    traffic.refusals(),
                    traffic.surprises(),
                    settling,
                    stalledTasks,
                    memory.usage());
        }
    }

    /** What begins within the time of the load is also brought to its end. */
    private void disturb(DeliveryLedger books) {
        long end = System.nanoTime() + options.load().toNanos();
        while (true) {
            Plan.Step step = plan.next();
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (step.calm().compareTo(left) >= 0) {
                Installation.pass(left.isNegative() ? Duration.ZERO : left);
                return;
            }
            Installation.pass(step.calm());
            incidents.add(suffer(step, books));
        }
    }

    private Incident suffer(Plan.Step step, DeliveryLedger books) {
        long began = System.nanoTime();
        installation.suffer(step.disturbance(), step.outage());
        long givenBack = System.nanoTime();
        int before = books.acknowledgedCount();
        Optional<Long> served = served(books, before);
        Incident incident = new Incident(step.disturbance(), began, givenBack, served);
        say("%s: away for %.1f s, %s"
                .formatted(
                        step.disturbance().text(),
                        (givenBack - began) / 1e9,
                        incident.recovery()
                                .map(time -> "served again after " + time.toMillis() + " ms")
                                .orElse("NOT SERVED since")));
        return incident;
    }

    private static Optional<Long> served(DeliveryLedger books, int before) {
        try {
            await().atMost(SERVED_WITHIN)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> books.acknowledgedCount() > before);
            return Optional.of(System.nanoTime());
        } catch (ConditionTimeoutException e) {
            return Optional.empty();
        }
    }
}
