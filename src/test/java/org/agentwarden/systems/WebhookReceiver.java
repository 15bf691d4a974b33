package org.agentwarden.systems;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A company's system that receives webhooks, on a loopback port: it answers by a script and remembers every request.
 * Thread-safe.
 */
public final class WebhookReceiver implements AutoCloseable {

    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(30));
    private static final int THREADS = 16;

    static {
        // Without it, the JDK's server delays every answer that has a body by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ScheduledExecutorService delays = Executors.newSingleThreadScheduledExecutor();
    private final List<ReceivedWebhook> requests = Collections.synchronizedList(new ArrayList<>());
    private final boolean remembers;
    private volatile Function<ReceivedWebhook, Reply> script;

    private WebhookReceiver(Function<ReceivedWebhook, Reply> script) {
        this(script, 0, true);
    }

    private WebhookReceiver(Function<ReceivedWebhook, Reply> script, int port, boolean remembers) {
        this.script = script;
        this.remembers = remembers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers 200. */
    public static WebhookReceiver start() {
        return answering(Reply.ok());
    }

    /** Answers the first request with the first reply and so on; the last reply is for all that follow. */
    public static WebhookReceiver answering(Reply... replies) {
        return new WebhookReceiver(inTurn(replies));
    }

    /** Answers as a function of the request; it is called by several threads. */
    public static WebhookReceiver answeringBy(Function<ReceivedWebhook, Reply> script) {
        return new WebhookReceiver(script);
    }

    /**
     * Answers as a function of the request and remembers none, however many come.
     *
     * @param port a loopback port, or 0 for a free one
     */
    public static WebhookReceiver forgetful(int port, Function<ReceivedWebhook, Reply> script) {
        return new WebhookReceiver(script, port, false);
    }

    /** The guide's receiver that believes nobody but {@code AgentWarden-Webhook/1.0}, compared for equality. */
    public static WebhookReceiver checkingUserAgent() {
        return new WebhookReceiver(request ->
                request.headers().getOrDefault("user-agent", List.of()).equals(List.of("AgentWarden-Webhook/1.0"))
                        ? Reply.ok().saying("{\"status\": \"received\"}")
                        : Reply.status(403).saying("{\"error\": \"Invalid source\"}"));
    }

    /** The guide's receiver that processes every approval once, by {@code data.approval_id}. */
    public static WebhookReceiver deduplicating() {
        Set<String> processed = ConcurrentHashMap.newKeySet();
        return new WebhookReceiver(request -> processed.add(request.data().getString("approval_id", ""))
                ? Reply.ok().saying("{\"status\": \"received\"}")
                : Reply.ok().saying("{\"status\": \"already_processed\"}"));
    }

    /** Answers 200, but takes its time. */
    public static WebhookReceiver slow(Duration delay) {
        return answering(Reply.ok().after(delay));
    }

    private static Function<ReceivedWebhook, Reply> inTurn(Reply... replies) {
        AtomicInteger next = new AtomicInteger();
        return request -> replies[Math.min(next.getAndIncrement(), replies.length - 1)];
    }

    /** Answers by a new script from the next request on. */
    public void nowAnswer(Reply... replies) {
        script = inTurn(replies);
    }

    /** Where it listens; any path works. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhook/agentwarden");
    }

    /** All requests in the order of their arrival. */
    public List<ReceivedWebhook> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The requests for one event type in the order of their arrival. */
    public List<ReceivedWebhook> requests(String event) {
        return requests().stream()
                .filter(request -> request.event().equals(event))
                .toList();
    }

    /** Waits for the first request for an event type, at most 30 s. */
    public ReceivedWebhook awaitFirst(String event) {
        return awaitRequests(event, 1).get(0);
    }

    /** Waits until there are so many requests for an event type, at most 30 s; returns all there are. */
    public List<ReceivedWebhook> awaitRequests(String event, int count) {
        return Awaitility.await("webhooks " + event)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> requests(event), found -> found.size() >= count);
    }

    /** Waits until there are so many requests in all, at most 30 s. */
    public void awaitTotal(int count) {
        Awaitility.await("all webhooks")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> requests.size() >= count);
    }

    /** Fails unless there are exactly so many requests during all of the time. */
    public void staysAt(int count, Duration time) {
        Awaitility.await()
                .during(time)
                .atMost(time.plus(PATIENCE))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> requests.size() == count);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestURI().getPath().startsWith("/health")) {
            // A test of another fork waits for the server that it has started on a port that was free a moment ago.
            send(exchange, Reply.status(404));
            return;
        }
        ReceivedWebhook request = new ReceivedWebhook(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                lowerCase(exchange.getRequestHeaders()),
                body,
                System.nanoTime());
        if (remembers) {
            requests.add(request);
        }
        Reply reply = script.apply(request);
        if (reply.delay().isZero()) {
            send(exchange, reply);
        } else {
            Future<?> unused =
                    delays.schedule(() -> send(exchange, reply), reply.delay().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), header -> List.copyOf(header.getValue())));
    }

    private static void send(HttpExchange exchange, Reply reply) {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (reply.repetition().isPresent()) {
                sendWithoutEnd(
                        exchange, reply.status(), body, reply.repetition().get());
            }
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        } catch (IOException e) {
            // Whoever waited for the answer is gone: that is what slow receivers are for.
            exchange.close();
        }
    }

    /** Ends with the exception that tells that the caller is gone. */
    private static void sendWithoutEnd(HttpExchange exchange, int status, byte[] body, Duration between)
            throws IOException {
        exchange.sendResponseHeaders(status, 0);
        while (true) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(between.toNanos());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        delays.shutdownNow();
    }
}
