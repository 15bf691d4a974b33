package org.agentwarden.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.ArtemisPair;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.PostgresServer;
import org.agentwarden.systems.Scrape;

/** Two nodes with one directory of keys, one database and a pair of brokers. Not thread-safe. */
final class Cluster implements AutoCloseable {

    private static final int NODES = 2;

    private final PostgresServer database;
    private final ArtemisPair brokers;
    private final List<AgentWardenServer> nodes = new ArrayList<>();

    private Cluster(PostgresServer database, ArtemisPair brokers) {
        this.database = database;
        this.brokers = brokers;
    }

    /** Starts everything, the nodes at the same time, and returns when all are ready. */
    static Cluster start() throws IOException {
        return start(Map.of());
    }

    /** The same with further settings, as environment variables. */
    static Cluster start(Map<String, String> settings) throws IOException {
        return start(settings, false);
    }

    /** The same with clocks that stand where the test moves them: {@link #pass}. */
    static Cluster startWithMovableClocks(Map<String, String> settings) throws IOException {
        return start(settings, true);
    }

    private static Cluster start(Map<String, String> settings, boolean movableClocks) throws IOException {
        Files.createDirectories(Path.of("target", "systems"));
        Path directory = Files.createTempDirectory(Path.of("target", "systems"), "cluster-");
        Cluster cluster = new Cluster(PostgresServer.start(), ArtemisPair.start(directory));
        try {
            cluster.startNodes(directory, settings, movableClocks);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void startNodes(Path directory, Map<String, String> settings, boolean movableClocks) {
        for (int number = 1; number <= NODES; number++) {
            Path home = directory.resolve("node-" + number);
            AgentWardenServer.Setup setup = AgentWardenServer.in(home)
                    .dataIn(directory.resolve("shared"))
                    .port(Ports.free())
                    .database(database.url())
                    .with(brokers.settings())
                    .with(settings);
            nodes.add((movableClocks ? setup.withMovableClock() : setup).create());
        }
        nodes.forEach(AgentWardenServer::start);
        nodes.forEach(AgentWardenServer::awaitReady);
    }

    AgentWardenServer node(int index) {
        return nodes.get(index);
    }

    List<URI> addresses() {
        return nodes.stream().map(AgentWardenServer::baseUri).toList();
    }

    /** Moves the clocks of all nodes forward. */
    void pass(Duration time) {
        nodes.forEach(node -> node.time().pass(time));
    }

    ArtemisPair brokers() {
        return brokers;
    }

    /** How many attempts a node has made that succeeded, since it was started. */
    long delivered(int node) {
        Scrape scrape = Scrape.of(
                Api.anonymous(node(node).baseUri()).get("/metrics").expect(200).body());
        return (long) scrape.value("agentwarden_delivery_attempts_total{outcome=\"delivered\"}");
    }

    @Override
    public void close() {
        nodes.forEach(AgentWardenServer::close);
        brokers.close();
        database.close();
    }
}
