package org.agentwarden.incontainer;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.agentwarden.webhooks.signing.SigningSecret;

/** A company's system that receives webhooks over HTTP and remembers them. */
final class LoopbackReceiver implements AutoCloseable {

    /** What a receiver does once it has read a request. */
    @FunctionalInterface
    interface Behaviour {

        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** One request as it came in; header names in any case. */
    record Received(Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.get(name).get(0);
        }

        JsonObject json() {
            try (JsonReader reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        }

        JsonObject data() {
            return json().getJsonObject("data");
        }

        /** Verifies the signature as a receiver does that uses the Standard Webhooks library. */
        void verify(SigningSecret secret) throws Exception {
            new Webhook(secret.reveal()).verify(body, headers);
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private LoopbackReceiver(HttpServer server, Behaviour behaviour) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> receive(exchange, behaviour));
    }

    static LoopbackReceiver start(Behaviour behaviour) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LoopbackReceiver receiver = new LoopbackReceiver(server, behaviour);
        server.start();
        return receiver;
    }

    static LoopbackReceiver thatAccepts() throws IOException {
        return start(exchange -> exchange.sendResponseHeaders(200, -1));
    }

    /** Holds every request until that many are there together; then it accepts them all. */
    static LoopbackReceiver thatWaitsFor(int together) throws IOException {
        CountDownLatch missing = new CountDownLatch(together);
        return start(exchange -> {
            missing.countDown();
            missing.await();
            exchange.sendResponseHeaders(200, -1);
        });
    }

    /** Answers 200 at once and then sends its body byte by byte for half a minute. */
    static LoopbackReceiver thatDrips() throws IOException {
        return start(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            CountDownLatch never = new CountDownLatch(1);
            for (int drops = 0; drops < 300; drops++) {
                body.write('.');
                body.flush();
                never.await(100, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void receive(HttpExchange exchange, Behaviour behaviour) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(exchange.getRequestHeaders());
            received.add(new Received(headers, body));
            behaviour.answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    List<Received> received() {
        return received;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
