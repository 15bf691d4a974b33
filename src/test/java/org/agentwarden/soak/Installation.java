package org.agentwarden.soak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.ArtemisServer;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.PostgresServer;

/** The server, its database and its broker, each in a process of its own. Not thread-safe. */
final class Installation implements AutoCloseable {

    private final Optional<PostgresServer> database;
    private final Optional<ArtemisServer> broker;
    private final AgentWardenServer server;

    private Installation(
            Optional<PostgresServer> database, Optional<ArtemisServer> broker, AgentWardenServer.Setup setup) {
        this.database = database;
        this.broker = broker;
        database.ifPresent(running -> setup.with("AGENTWARDEN_DATABASE_URL", running.createDatabase("agentwarden"))
                .with("AGENTWARDEN_DATABASE_USER", PostgresServer.USER));
        broker.ifPresent(
                running -> setup.with("AGENTWARDEN_BROKER_URL", running.uri().toString()));
        this.server = setup.create();
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
                options.broker() == Options.Broker.EXTERNAL
                        ? Optional.of(ArtemisServer.start(directory, Ports.free()))
                        : Optional.empty(),
                AgentWardenServer.in(directory)
                        .asOperated()
                        .port(Ports.free())
                        .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", Receivers.RETRY_DELAYS)
                        .with("AGENTWARDEN_WEBHOOKS_TIMEOUT", Receivers.TIMEOUT.toMillis() + "ms")
                        // The receivers that accept nothing are owed attempts to the end.
                        .with("AGENTWARDEN_WEBHOOKS_DISABLE_AFTER_EXHAUSTED", "off"));
        installation.startServer();
        return installation;
    }

    private void startServer() {
        server.start();
        server.awaitReady();
    }

    AgentWardenServer server() {
        return server;
    }

    /** Takes something away, gives it back after the outage and returns when it is there again. */
    void suffer(Disturbance disturbance, Duration outage) {
        switch (disturbance) {
            case KILL -> {
                server.kill();
                startServer();
            }
            case RESTART -> server.restart();
            case DATABASE_OUTAGE -> {
                PostgresServer running = database.orElseThrow();
                running.crash();
                pass(outage);
                running.resume();
            }
            case BROKER_OUTAGE -> {
                ArtemisServer running = broker.orElseThrow();
                running.kill();
                pass(outage);
                running.resume();
            }
        }
    }

    /** Lets time go by. */
    static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }

    @Override
    public void close() {
        server.close();
        broker.ifPresent(ArtemisServer::close);
        database.ifPresent(PostgresServer::close);
    }
}
