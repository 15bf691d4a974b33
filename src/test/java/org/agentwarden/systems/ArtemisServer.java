package org.agentwarden.systems;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Artemis broker in a process of its own, with a durable journal, on a loopback port. It keeps its journal and its
 * port over restarts, and ends with this JVM at the latest. Not thread-safe.
 */
public final class ArtemisServer implements AutoCloseable {

    private static final Duration READY_WITHIN = LoadFactor.scale(Duration.ofMinutes(1));

    private final Path directory;
    private final int port;
    private @Nullable Process process;

    private ArtemisServer(Path directory, int port) {
        this.directory = directory.toAbsolutePath();
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "broker-killer"));
    }

    /** Starts one that keeps its files below a directory, and returns when it takes connections. */
    public static ArtemisServer start(Path directory, int port) {
        ArtemisServer server = new ArtemisServer(directory, port);
        server.resume();
        return server;
    }

    /** Kills the process without any warning; the journal stays for {@link #resume}. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    /** Starts again on the same journal and port, and returns when it takes connections. */
    public void resume() {
        File log = directory.resolve("broker.log").toFile();
        try {
            Process started = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-classpath",
                            System.getProperty("java.class.path"),
                            ArtemisProcess.class.getName(),
                            directory.toString(),
                            Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            process = started;
            await("the broker of " + log)
                    .atMost(READY_WITHIN)
                    .failFast("the broker's process has ended", () -> !started.isAlive())
                    .until(this::takesConnections);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean takesConnections() {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connection.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The process's id. */
    public long pid() {
        return Optional.ofNullable(process).map(Process::pid).orElseThrow();
    }

    public URI uri() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        kill();
    }
}
