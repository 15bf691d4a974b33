package org.agentwarden.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.ArtemisServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Ports;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Where parts of the benchmark run: a server with an empty database, a sink, and companies of one agent and one endpoint
 * each. Closing it ends and deletes all of that.
 */
final class Scenario implements SystemUnderTest, AutoCloseable {

    private static final Duration COMMAND_WITHIN = Duration.ofMinutes(1);

    private final Options options;
    private final Database database;
    private final SinkProcess sink;
    private final Optional<ArtemisServer> broker;
    private final AgentWardenServer server;
    private final List<Company> companies = new ArrayList<>();
    private final List<AgentWardenServer> others = new ArrayList<>();
    private final Database.Store store;
    private final Path gcLog;
    private final Load load;
    private final Agent agent;

    private Scenario(Options options, Database database, Environment stand) throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(Bench.RESULTS), stand.name() + "-");
        this.options = options;
        this.database = database;
        this.gcLog = directory.resolve("gc.log");
        this.store = database.create(directory);
        this.broker = stand.layout().hasBroker()
                ? Optional.of(ArtemisServer.start(directory, Ports.free()))
                : Optional.empty();
        this.sink = SinkProcess.start();
        this.server = node(0, directory, directory, stand.name(), stand);
        for (int number = 1; number < stand.layout().nodes(); number++) {
            String further = "node-" + number;
            others.add(node(number, directory, directory.resolve(further), stand.name() + "-" + further, stand));
        }
        List<Agent> agents = new ArrayList<>();
        for (int number = 0; number < stand.companies(); number++) {
            agents.add(found(number));
        }
        this.agent = agents.get(0);
        this.load = Load.reports(nodes().map(AgentWardenServer::baseUri).toList(), agents);
    }

    private AgentWardenServer node(int number, Path directory, Path home, String name, Environment stand) {
        AgentWardenServer.Setup setup = AgentWardenServer.in(home)
                .dataIn(directory.resolve("data"))
                .startedBy(options.nodeCommand(number))
                .asOperated()
                .with("AGENTWARDEN_WEBHOOKS_TIMEOUT", stand.timeout())
                // One company makes the whole load.
                .with("AGENTWARDEN_HTTP_REQUESTS_PER_ORGANIZATION", "48")
                .with("AGENTWARDEN_WEBHOOKS_REQUESTS_PER_MINUTE", "10000000")
                // What is stored as if it were years old is to stay, where a part does not say otherwise.
                .with("AGENTWARDEN_RETENTION_DELIVERIES", "off")
                .with("JAVA_TOOL_OPTIONS", javaOptions(options, name, home));
        broker.ifPresent(
                found -> setup.with("AGENTWARDEN_BROKER_URL", found.uri().toString()));
        store.configure(setup);
        stand.environment().forEach(setup::with);
        stand.jar().ifPresent(setup::jar);
        return setup.start();
    }

    private Stream<AgentWardenServer> nodes() {
        return Stream.concat(Stream.of(server), others.stream());
    }

    /** Starts everything. */
    static Scenario open(Options options, Database database, Environment stand) {
        try {
            return new Scenario(options, database, stand);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String javaOptions(Options options, String name, Path directory) {
        String gc = "-Xlog:gc:file=" + directory.resolve("gc.log") + "::filecount=0";
        Path recording = Bench.RESULTS.resolve(name + ".jfr");
        return options.recorded()
                ? gc + " -XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording
                : gc;
    }

    private Agent found(int number) {
        Company company = Company.register(server.baseUri());
        companies.add(company);
        Agent founded = company.agent("bench-bot");
        company.allow(founded, "crm.read");
        company.webhook(sink.path(number), "log.failed");
        return founded;
    }

    @Override
    public Options options() {
        return options;
    }

    Database database() {
        return database;
    }

    Database.Store store() {
        return store;
    }

    AgentWardenServer server() {
        return server;
    }

    @Override
    public SinkProcess sink() {
        return sink;
    }

    @Override
    public Load load() {
        return load;
    }

    /** The first company. */
    Company company() {
        return companies.get(0);
    }

    /** The first company's agent. */
    Agent agent() {
        return agent;
    }

    @Override
    public Processes serverProcesses() {
        return new Processes(nodes().map(AgentWardenServer::pid).toList());
    }

    @Override
    public Processes storeProcesses() {
        return database.processes();
    }

    /** Runs the command that limits a warm node for each of them. */
    void limitNodes() {
        for (int number = 0; number <= others.size(); number++) {
            List<String> command = options.nodeLimit(number);
            if (!command.isEmpty()) {
                runToItsEnd(command);
            }
        }
    }

    private static void runToItsEnd(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(COMMAND_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BenchFailed(command + " did not end within " + COMMAND_WITHIN);
            }
            if (process.exitValue() != 0) {
                throw new BenchFailed(command + " ended with " + process.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of the broker beside the nodes; none where there is none. */
    Duration brokerCpu() {
        return new Processes(broker.map(ArtemisServer::pid).stream().toList()).cpu();
    }

    /** Waits for the events of these calls, not for the sink's count, which goes up with what others raise. */
    Ledger settle(List<Load.Call> calls) {
        try {
            return await().atMost(STANDSTILL)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> new Ledger(calls, sink.arrivals()), ledger -> ledger.missing() == 0);
        } catch (ConditionTimeoutException e) {
            return new Ledger(calls, sink.arrivals());
        }
    }

    /** Adds what the server has needed of memory so far. */
    void reportMemory(String of, Findings findings) {
        findings.add("peak RSS, " + of, Usage.peakRssMegabytes(server.pid()), "MB");
        findings.add("largest heap after a pause, " + of, Heap.peakAfterPauses(gcLog), "MB");
        findings.add("heap after a full collection, " + of, Heap.afterCollection(server.pid()), "MB");
    }

    @Override
    public void close() {
        sink.close();
        others.forEach(AgentWardenServer::close);
        server.close();
        broker.ifPresent(ArtemisServer::close);
        server.delete();
    }
}
