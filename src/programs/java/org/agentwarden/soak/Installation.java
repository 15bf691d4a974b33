package org.agentwarden.soak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.PostgresServer;

/** The nodes of the server, their database and their broker, each in a process of its own. Not thread-safe. */
final class Installation implements AutoCloseable {

    private static final int TASK_SECONDS = 120;
    private static final String RARE_TASK = "orphaned-deliveries";
    private static final int RARE_TASK_SECONDS = 1_200;

    private final Optional<PostgresServer> database;
    private final Optional<Broker> broker;
    private final List<AgentWardenServer> nodes = new ArrayList<>();
    private int disturbances;

    private Installation(Optional<PostgresServer> database, Optional<Broker> broker) {
        this.database = database;
        this.broker = broker;
    }

    /** Starts everything and returns when it is ready. */
    static Installation start(Options options, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Installation installation = new Installation(
                options.database() == Options.Database.POSTGRESQL
                        ? Optional.of(PostgresServer.start())
                        : Optional.empty(),
                switch (options.broker()) {
                    case EMBEDDED -> Optional.empty();
                    case EXTERNAL -> Optional.of(Broker.alone(directory));
                    case PAIR -> Optional.of(Broker.pair(directory));
                });
        for (int number = 1; number <= options.nodes(); number++) {
            installation.add(directory.resolve("node-" + number), directory.resolve("data"));
        }
        installation.nodes.forEach(AgentWardenServer::start);
        installation.nodes.forEach(AgentWardenServer::awaitReady);
        return installation;
    }

    private void add(Path home, Path data) {
        AgentWardenServer.Setup setup = AgentWardenServer.in(home)
                .dataIn(data)
                .asOperated()
                .port(Ports.free())
                .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", Receivers.RETRY_DELAYS)
                .with("AGENTWARDEN_WEBHOOKS_TIMEOUT", Receivers.TIMEOUT.toMillis() + "ms")
                // The receivers that accept nothing are owed attempts to the end.
                .with("AGENTWARDEN_WEBHOOKS_DISABLE_AFTER_EXHAUSTED", "off");
        database.ifPresent(running -> setup.database(running.url()));
        broker.ifPresent(running -> setup.with(running.settings()));
        nodes.add(setup.create());
    }

    List<URI> addresses() {
        return nodes.stream().map(AgentWardenServer::baseUri).toList();
    }

    /**
     * The periodic tasks of all nodes that have not succeeded for two minutes, or for two of their periods if those are
     * longer.
     */
    List<String> stalledTasks() {
        return addresses().stream()
                .flatMap(node ->
                        Api.anonymous(node).get("/metrics").expect(200).body().lines())
                .filter(line -> line.startsWith("agentwarden_task_success_age_seconds{"))
                .filter(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))
                        > (line.contains(RARE_TASK) ? RARE_TASK_SECONDS : TASK_SECONDS))
                .toList();
    }

    /** The processes of the nodes. */
    LongStream pids() {
        return nodes.stream().mapToLong(AgentWardenServer::pid);
    }

    /**
     * Takes something away, gives it back after the outage and returns when it is there again. What happens to a node
     * happens to each by turns.
     */
    void suffer(Disturbance disturbance, Duration outage) {
        AgentWardenServer node = nodes.get(disturbances++ % nodes.size());
        switch (disturbance) {
            case KILL -> {
                node.kill();
                node.start();
                node.awaitReady();
            }
            case RESTART -> node.restart();
            case DATABASE_OUTAGE -> {
                PostgresServer running = database.orElseThrow();
                running.crash();
                pass(outage);
                running.resume();
            }
            case BROKER_OUTAGE -> {
                Broker running = broker.orElseThrow();
                running.takeAway().run();
                pass(outage);
                running.giveBack().run();
            }
        }
    }

    /** Lets time go by. */
    static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }

    @Override
    public void close() {
        nodes.forEach(AgentWardenServer::close);
        broker.ifPresent(running -> running.end().run());
        database.ifPresent(PostgresServer::close);
    }
}
