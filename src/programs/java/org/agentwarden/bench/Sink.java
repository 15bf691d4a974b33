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
 * arrived, and ends when its standard input does. What arrives at {@code /plain} is booked apart, for the yardstick.
 * Control: {@code GET /count} (of different events), {@code /duplicates}, {@code /arrivals}, {@code /last} (the newest
 * body), {@code /close/some/path} (from now on requests whose path starts with {@code /some/path} are taken and not
 * answered), {@code /open} (answers them); the last two answer the number of requests kept back.
 */
final class Sink {

    private static final int THREADS = 16;
    private static final String CLOSE = "/close";
    private static final String NONE = "none";

    private final Arrivals arrivals = new Arrivals();
    private final Arrivals plain = new Arrivals();
    private final List<HttpExchange> keptBack = new ArrayList<>();
    private String closed = NONE;
    private volatile byte[] last = {};

    private Sink() {}

    public static void main(String[] args) throws IOException {
        // Without it, the JDK's server delays every answer that has a body by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Otherwise the yardstick's kept connections end while other parts run, and its next request meets the end.
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        new Sink().serve(server);
        server.start();
        System.out.println(server.getAddress().getPort());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private void serve(HttpServer server) {
        server.createContext("/", exchange -> receive(exchange, arrivals));
        server.createContext("/plain", exchange -> receive(exchange, plain));
        server.createContext("/count", exchange -> answer(exchange, arrivals.count()));
        server.createContext("/duplicates", exchange -> answer(exchange, arrivals.duplicates()));
        server.createContext("/arrivals", exchange -> answer(exchange, arrivalBytes()));
        server.createContext("/last", exchange -> answer(exchange, last));
        server.createContext(
                CLOSE,
                exchange -> answer(exchange, close(exchange.getRequestURI().getPath())));
        server.createContext("/open", exchange -> answer(exchange, open()));
    }

    private void receive(HttpExchange exchange, Arrivals book) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        long now = MachineClock.micros();
        int sequence = Sequence.of(body);
        if (sequence >= 0) {
            book.record(sequence, now);
        }
        last = body;
        if (!keepBack(exchange)) {
            finish(exchange);
        }
    }

    private synchronized boolean keepBack(HttpExchange exchange) {
        boolean isClosed = exchange.getRequestURI().getPath().startsWith(closed);
        if (isClosed) {
            keptBack.add(exchange);
        }
        return isClosed;
    }

    private synchronized int close(String control) {
        closed = control.substring(CLOSE.length());
        return keptBack.size();
    }

    private synchronized int open() {
        closed = NONE;
        int waiting = keptBack.size();
        for (HttpExchange exchange : keptBack) {
            try {
                finish(exchange);
            } catch (IOException e) {
                // Whoever sent it has given up waiting; the others still wait.
                exchange.close();
            }
        }
        keptBack.clear();
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

    private static void answer(HttpExchange exchange, long number) throws IOException {
        answer(exchange, Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
