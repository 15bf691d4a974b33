package org.agentwarden.systems;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.artemis.core.server.embedded.Main;
import org.jspecify.annotations.Nullable;

/**
 * Two Artemis brokers, each in a process of its own on a loopback port, as {@code server-config/artemis} sets them up: a
 * primary one and its backup. They end with this JVM at the latest. Not thread-safe.
 */
public final class ArtemisPair implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(1);

    private final Path directory;
    private final int primaryPort = Ports.free();
    private final int backupPort = Ports.free();
    private @Nullable Process primary;
    private @Nullable Process backup;

    private ArtemisPair(Path directory) {
        this.directory = directory.toAbsolutePath();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "broker-killer"));
    }

    /** Starts both below a directory, and returns when the backup has what the primary one has. */
    public static ArtemisPair start(Path directory) {
        ArtemisPair pair = new ArtemisPair(directory);
        pair.resumePrimary();
        pair.backup = pair.run("backup", pair.backupPort);
        pair.awaitLine("backup", "announcing backup|AMQ221024|AMQ221031");
        return pair;
    }

    /** What the nodes are told. */
    public String url() {
        return "tcp://127.0.0.1:" + primaryPort + ",tcp://127.0.0.1:" + backupPort;
    }

    /** Kills the process of the primary broker without any warning. */
    public void killPrimary() {
        kill(primary);
    }

    /** Starts the primary broker again on its journal; returns when it serves. */
    public void resumePrimary() {
        primary = run("primary", primaryPort);
        await("the primary broker in " + directory).atMost(READY_WITHIN).until(() -> takesConnections(primaryPort));
    }

    /** Returns when the backup serves. */
    public void awaitFailover() {
        await("the backup broker in " + directory)
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> takesConnections(backupPort));
    }

    private Process run(String role, int port) {
        try {
            Path home = directory.resolve(role);
            Files.createDirectories(home.resolve("etc"));
            Path configuration = home.resolve("etc").resolve("broker.xml");
            if (Files.notExists(configuration)) {
                Files.copy(Path.of("server-config", "artemis", role, "etc", "broker.xml"), configuration);
            }
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    home.toString());
            builder.environment()
                    .putAll(Map.of(
                            "ARTEMIS_PRIMARY_HOST",
                            "127.0.0.1",
                            "ARTEMIS_PRIMARY_PORT",
                            Integer.toString(primaryPort),
                            "ARTEMIS_BACKUP_HOST",
                            "127.0.0.1",
                            "ARTEMIS_BACKUP_PORT",
                            Integer.toString(backupPort),
                            "ARTEMIS_LISTEN_HOST",
                            "127.0.0.1",
                            "ARTEMIS_LISTEN_PORT",
                            Integer.toString(port)));
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(role).toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitLine(String role, String pattern) {
        await("a line like " + pattern + " in " + log(role))
                .atMost(READY_WITHIN)
                .until(() ->
                        Files.readString(log(role)).lines().anyMatch(line -> line.matches(".*(" + pattern + ").*")));
    }

    private Path log(String role) {
        return directory.resolve(role).resolve("broker.log");
    }

    private static boolean takesConnections(int port) {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connection.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void kill(@Nullable Process process) {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill(backup);
        kill(primary);
    }
}
