package org.agentwarden.systems;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import org.agentwarden.broker.StandaloneBroker;
import org.jspecify.annotations.Nullable;

/**
 * Two Artemis brokers, each in a process of its own on a loopback port, as {@code server-config/artemis} sets them up: a
 * primary one and its backup. They end with this JVM at the latest. Not thread-safe.
 */
public final class ArtemisPair implements AutoCloseable {

    /** Whom they let log in. */
    public static final String USER = "agentwarden";

    public static final String PASSWORD = "moves1hints";

    private static final Duration READY_WITHIN = LoadFactor.scale(Duration.ofMinutes(3));

    private final Path directory;
    private final SelfSigned key;
    private final int primaryPort = Ports.free();
    private final int backupPort = Ports.free();
    private @Nullable Process primary;
    private @Nullable Process backup;

    private ArtemisPair(Path directory) {
        this.directory = directory.toAbsolutePath();
        this.key = SelfSigned.make(this.directory, "broker", "ip:127.0.0.1");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "broker-killer"));
    }

    /** Starts the primary one alone below a directory, and returns when it serves. */
    public static ArtemisPair startPrimary(Path directory) {
        ArtemisPair pair = new ArtemisPair(directory);
        pair.resumePrimary();
        return pair;
    }

    /** Starts both below a directory, and returns when the backup has what the primary one has. */
    public static ArtemisPair start(Path directory) {
        ArtemisPair pair = new ArtemisPair(directory);
        pair.resumePrimary();
        pair.backup = pair.run("backup", pair.backupPort);
        pair.awaitLine("backup", "announcing backup|AMQ221024|AMQ221031");
        return pair;
    }

    /** What a node is told in its environment. */
    public Map<String, String> settings() {
        return Map.of(
                "AGENTWARDEN_BROKER_URL",
                "ssl://127.0.0.1:" + primaryPort + ",ssl://127.0.0.1:" + backupPort,
                "AGENTWARDEN_BROKER_USER",
                USER,
                "AGENTWARDEN_BROKER_PASSWORD",
                PASSWORD,
                "AGENTWARDEN_BROKER_TRUSTED_CERTIFICATES",
                certificate().toString());
    }

    public int primaryPort() {
        return primaryPort;
    }

    private Path certificate() {
        try {
            return key.pem();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
                    StandaloneBroker.class.getName(),
                    home.toString());
            builder.environment().putAll(settings());
            builder.environment()
                    .putAll(Map.of(
                            "ARTEMIS_KEY_STORE",
                            key.keyStore().toString(),
                            "ARTEMIS_KEY_STORE_PASSWORD",
                            SelfSigned.PASSWORD,
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
