package org.agentwarden.wildfly;

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

/** A WildFly with the WAR deployed, on free loopback ports and with a fresh directory for all that it writes. */
final class WildFlyServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private WildFlyServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts the server and waits until the application answers. */
    static WildFlyServer start(Path home, Path war, Map<String, String> environment) throws IOException {
        Path base = Files.createTempDirectory(war.toAbsolutePath().getParent(), "wildfly-");
        copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
        Files.createDirectory(base.resolve("deployments"));
        Files.copy(war, base.resolve("deployments/agentwarden.war"));
        Files.createDirectory(base.resolve("log"));
        List<Integer> ports = freePorts(2);

        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-Djava.net.preferIPv4Stack=true",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.management.http.port=" + ports.get(1),
                "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
                "-Dlogging.configuration="
                        + base.resolve("configuration/logging.properties").toUri(),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "--server-config=standalone-full.xml");
        builder.environment().putAll(environment);
        builder.environment()
                .put("AGENTWARDEN_DATA_DIR", base.resolve("agentwarden").toString());
        builder.environment().put("AGENTWARDEN_HTTP_PORT", ports.get(0).toString());
        builder.redirectErrorStream(true)
                .redirectOutput(base.resolve("console.log").toFile());
        URI address = URI.create("http://127.0.0.1:" + ports.get(0));
        WildFlyServer server = new WildFlyServer(builder.start(), address);
        try {
            server.awaitAnswer(base);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitAnswer(Path base) {
        await("WildFly with the WAR; see " + base.resolve("console.log"))
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .failFast("WildFly ended", () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> call("GET", "/auth/me", Map.of(), "").status() == 401);
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

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
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

    private static void copy(Path from, Path to) throws IOException {
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
