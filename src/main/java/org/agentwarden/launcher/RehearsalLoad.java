package org.agentwarden.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the server checks and reports, and receives their webhooks, so that the JVM learns which of the server's methods are
 * busy. What it learns goes into the cache that {@code -XX:AOTCacheOutput} writes at the end.
 */
final class RehearsalLoad {

    private static final int CONNECTIONS = 16;

    /** Of the whole process. Enough for the optimising compiler to have seen what a request takes. */
    private static final Duration PROCESSOR_TIME = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private static final String NAME = "{\"name\":\"rehearsal\"}";
    private static final String REGISTRATION = "{\"email\":\"rehearsal@agentwarden.example\","
            + "\"password\":\"learns 7 methods by heart\",\"organization_name\":\"Rehearsal\"}";

    private static final String ACTION =
            "\"action\":\"stripe.refund\",\"context\":{\"amount\":500,\"customer_id\":\"cus_123\"}";

    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"([^\"]+)\"");

    private final URI server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger received = new AtomicInteger();

    RehearsalLoad(int port) {
        this.server = URI.create("http://127.0.0.1:" + port);
    }

    /** Returns how many webhooks arrived. */
    int run() throws IOException, InterruptedException {
        HttpServer receiver = receiver();
        ExecutorService agents = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            String[] admin = {"Authorization", "Bearer " + find(TOKEN, post("/auth/register", REGISTRATION))};
            String agentId = find(ID, post("/api/agents", NAME, admin));
            String key = find(KEY, post("/api/api-keys", NAME, admin));
            post("/api/agents/" + agentId + "/permissions", "{\"action\":\"stripe.refund\"}", admin);
            int port = receiver.getAddress().getPort();
            post("/api/webhooks", "{\"url\":\"http://127.0.0.1:" + port + "/\",\"events\":[\"log.failed\"]}", admin);
            BooleanSupplier isEnough = limit();
            List<Future<Void>> calls = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                calls.add(agents.submit(agent(agentId, key, isEnough)));
            }
            for (Future<Void> call : calls) {
                call.get(LONGEST.plus(ANSWER_LIMIT).toSeconds(), TimeUnit.SECONDS);
            }
            return received.get();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The rehearsal's load failed: " + e, e);
        } finally {
            agents.shutdownNow();
            receiver.stop(0);
        }
    }

    private HttpServer receiver() throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(204, -1);
                received.incrementAndGet();
            }
        });
        receiver.start();
        return receiver;
    }

    private static BooleanSupplier limit() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        long end = System.nanoTime() + LONGEST.toNanos();
        if (!(system instanceof com.sun.management.OperatingSystemMXBean process)) {
            long early = System.nanoTime() + PROCESSOR_TIME.toNanos();
            return () -> System.nanoTime() > early;
        }
        long used = process.getProcessCpuTime() + PROCESSOR_TIME.toNanos();
        return () -> process.getProcessCpuTime() > used || System.nanoTime() > end;
    }

    private Callable<Void> agent(String agentId, String key, BooleanSupplier isEnough) {
        String check = "{\"agent_id\":\"" + agentId + "\"," + ACTION + "}";
        String report = "{\"agent_id\":\"" + agentId + "\",\"status\":\"failed\"," + ACTION + "}";
        return () -> {
            while (!isEnough.getAsBoolean()) {
                post("/sdk/check", check, "X-API-Key", key);
                post("/sdk/log", report, "X-API-Key", key);
            }
            return null;
        };
    }

    private String post(String path, String body, String... header) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (header.length > 0) {
            request.headers(header);
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " answers " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String find(Pattern pattern, String json) throws IOException {
        Matcher found = pattern.matcher(json);
        if (!found.find()) {
            throw new IOException("No " + pattern + " in " + json);
        }
        return found.group(1);
    }
}
