package org.agentwarden.servers;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A company's system that takes webhooks on a loopback port; it may turn the first ones away with 503. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger refusals;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    Receiver(int refusals) throws IOException {
        this.refusals = new AtomicInteger(refusals);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<String>> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            received.add(new Received(headers, body));
            exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 503 : 200, -1);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    List<Received> received() {
        return received;
    }

    /** What came for one event type. */
    List<Received> received(String event) {
        return received.stream()
                .filter(webhook -> webhook.json().getString("event").equals(event))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** One request, with the names of its headers in lower case. */
    record Received(Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        JsonObject json() {
            return Json.createReader(new StringReader(body)).readObject();
        }

        /** Fails when the signature is not by this secret. */
        void verify(String secret) throws EmptyWebhookSecretException, WebhookVerificationException {
            new Webhook(secret).verify(body, HttpHeaders.of(headers, (name, value) -> true));
        }
    }
}
