package org.agentwarden.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A fast receiver in a process of its own. It prints its port, answers 200 on any path, remembers when each event
 * arrived, and ends when its standard input does. While its gate is closed it takes requests and keeps their answers
 * back. Control: {@code GET /count}, {@code /arrivals}, {@code /last} (the newest body), {@code /close}, {@code /open}
 * (both answer the number of requests kept back).
 */
final class Sink {

    private static final int THREADS = 16;

    private final Arrivals arrivals = new Arrivals();
    private final List<HttpExchange> keptBack = new ArrayList<>();
    private boolean closed;
    private volatile byte[] last = {};

    private Sink() {}

    public static void main(String[] args) throws IOException {
        // Without it, the JDK's server delays every answer that has a body by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        new Sink().serve(server);
        server.start();
        System.out.println(server.getAddress().getPort());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private void serve(HttpServer server) {
        server.createContext("/", this::receive);
        server.createContext("/count", exchange -> answer(exchange, Integer.toString(arrivals.count())));
        server.createContext("/arrivals", exchange -> answer(exchange, arrivalBytes()));
        server.createContext("/last", exchange -> answer(exchange, last));
        server.createContext("/close", exchange -> answer(exchange, Integer.toString(gate(true))));
        server.createContext("/open", exchange -> answer(exchange, Integer.toString(gate(false))));
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        long now = MachineClock.micros();
        int sequence = Sequence.of(body);
        if (sequence >= 0) {
            arrivals.record(sequence, now);
        }
        last = body;
        if (!keepBack(exchange)) {
            finish(exchange);
        }
    }

    private synchronized boolean keepBack(HttpExchange exchange) {
        if (closed) {
            keptBack.add(exchange);
        }
        return closed;
    }

    private synchronized int gate(boolean close) throws IOException {
        int waiting = keptBack.size();
        closed = close;
        if (!close) {
            for (HttpExchange exchange : keptBack) {
                finish(exchange);
            }
            keptBack.clear();
        }
        return waiting;
    }

    private static void finish(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private byte[] arrivalBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        arrivals.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        answer(exchange, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
