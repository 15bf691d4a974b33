package org.agentwarden.servers;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agentwarden.systems.LoadFactor;

/** An application server with the WAR deployed, as a process of its own that is spoken to over HTTP. */
final class ApplicationServer implements AutoCloseable {

    private static final Duration START_LIMIT = LoadFactor.scale(Duration.ofMinutes(4));

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;
    private final Path log;

    @SuppressWarnings("UnusedVariable") // registered so that the JVM's end kills the process
    private final Thread killer;

    private ApplicationServer(Process process, URI address, Path log) {
        this.process = process;
        this.log = log;
        this.address = address;
        this.killer = new Thread(this::kill, "server-killer");
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts the process and waits until the application answers.
     *
     * @param port where it will listen on loopback
     * @param log takes what the process prints
     */
    static ApplicationServer start(ProcessBuilder builder, int port, Path log) throws IOException {
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        ApplicationServer server = new ApplicationServer(builder.start(), URI.create("http://127.0.0.1:" + port), log);
        try {
            server.awaitAnswer();
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitAnswer() {
        await("the server with the WAR; see " + log)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .failFast("the server ended", () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> call("GET", "/auth/me", Map.of(), "").status() == 401);
    }

    /** What the server has printed so far. */
    String printed() throws IOException {
        return Files.readString(log);
    }

    /** One request. An empty body is not sent. */
    Answer call(String method, String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * None of its files may be written beyond so many bytes from now on, as if the disk were full.
     *
     * @param bytes a number, or {@code unlimited}
     */
    void limitFiles(String bytes) throws IOException {
        for (ProcessHandle one : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()) {
            new ProcessBuilder("prlimit", "--pid", Long.toString(one.pid()), "--fsize=" + bytes + ":")
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        }
    }

    @Override
    public void close() {
        kill();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server itself may be a child of the process that starts it. */
    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** The JVM's program that the server runs on: the one at {@code server.jdk}, or the one of these tests. */
    static String java() {
        String home = System.getProperty("server.jdk", System.getProperty("java.home"));
        return Path.of(home, "bin", "java").toString();
    }

    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    /** What the server answered. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        Map<String, List<String>> headers() {
            return Collections.unmodifiableMap(response.headers().map());
        }

        String contentType() {
            return response.headers().firstValue("Content-Type").orElse("none");
        }

        JsonStructure json() {
            return Json.createReader(new StringReader(response.body())).read();
        }

        /** The text at a JSON pointer such as {@code /user/id}. */
        String text(String pointer) {
            return ((JsonString) json().getValue(pointer)).getString();
        }

        String body() {
            return response.body();
        }
    }
}
