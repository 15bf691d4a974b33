package org.agentwarden.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.ConnectProxy;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people do with an endpoint at one node counts at the other. */
@Tag("cluster")
class EndpointsIT {

    private static final Duration RUN = Duration.ofSeconds(Long.getLong("order.seconds", 120));
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(220);
    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(700);
    private static final Duration REPLAYED = Duration.ofSeconds(3);
    private static final Duration KNOWN_EVERYWHERE_WITHIN = Duration.ofSeconds(1);
    private static final Duration SLOW_CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofMinutes(5));

    /** The receiver to which the proxy connects late. */
    private static final AtomicInteger SLOW_PORT = new AtomicInteger();

    private static Cluster cluster;
    private static ConnectProxy proxy;
    private static Company company;
    private static List<Company> companyAtNodes;
    private static List<Agent> agentAtNodes;

    private final Random random = new Random(17);
    private int reported;

    @BeforeAll
    static void start() throws IOException {
        Assume.postgres();
        proxy = ConnectProxy.answering(EndpointsIT::connect);
        cluster = Cluster.start(
                Map.of("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "1s", "AGENTWARDEN_EGRESS_PROXY", proxy.url()));
        List<URI> nodes = cluster.addresses();
        company = Company.register(nodes.get(0));
        companyAtNodes = nodes.stream().map(company::at).toList();
        Agent agent = company.agent("ordered-bot");
        agentAtNodes = nodes.stream().map(agent::at).toList();
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
            proxy.close();
        }
    }

    private static String connect(ConnectProxy.Asked asked) {
        if (asked.target().endsWith(":" + SLOW_PORT.get())) {
            pause(SLOW_CONNECT);
        }
        return ConnectProxy.CONNECTED;
    }

    @Test
    void theOrderHoldsWhilePeopleRetryReplayAndRecoverAtBothNodes() {
        try (SerialReceiver blocked = new SerialReceiver(true);
                SerialReceiver skipped = new SerialReceiver(false);
                SerialReceiver disabled = new SerialReceiver(false)) {
            String blocking = webhook(blocked, "block");
            String skipping = webhook(skipped, "skip");
            String changing = webhook(disabled, "skip");
            pause(KNOWN_EVERYWHERE_WITHIN);
            Instant begin = Instant.now();
            Instant nextOrder = begin;
            while (Instant.now().isBefore(begin.plus(RUN))) {
                report();
                if (Instant.now().isAfter(nextOrder)) {
                    order(blocking, skipping, changing);
                    nextOrder = Instant.now().plus(BETWEEN_ORDERS);
                }
                pause(BETWEEN_REPORTS);
            }
            recover(changing, begin);
            awaitAll(blocked, blocking);
            awaitAll(skipped, skipping);
            awaitAll(disabled, changing);
            System.out.printf(
                    "%d reports; requests: %d (block), %d (skip), %d (disabled and recovered)%n",
                    reported, blocked.requests(), skipped.requests(), disabled.requests());
            assertThat(blocked.overlaps()).isEmpty();
            assertThat(skipped.overlaps()).isEmpty();
            assertThat(disabled.overlaps()).isEmpty();
            assertThat(blocked.overtaken()).isEmpty();
            assertThat(skipped.overtaken()).isEmpty();
        }
    }

    @Test
    void aRequestThatWaitsForItsConnectionIsNotSentAfterAChangeAtTheOtherNode() {
        try (WebhookReceiver old = WebhookReceiver.start();
                WebhookReceiver current = WebhookReceiver.start()) {
            SLOW_PORT.set(old.uri().getPort());
            Endpoint endpoint = company.webhook(old.uri(), "log.failed");
            pause(KNOWN_EVERYWHERE_WITHIN);
            agentAtNodes.get(0).log("change.fail", "failed", "{}");
            await().atMost(PATIENCE)
                    .until(() -> proxy.asked().stream()
                            .anyMatch(asked -> asked.target().endsWith(":" + SLOW_PORT.get())));

            companyAtNodes
                    .get(1)
                    .changeWebhook(
                            endpoint,
                            Json.createObjectBuilder()
                                    .add("url", current.uri().toString())
                                    .build());

            current.awaitFirst("log.failed");
            assertThat(old.requests()).isEmpty();
            company.deleteWebhook(endpoint);
        }
    }

    /** The delivery is exhausted by another transaction just when the resend has read the endpoint. */
    @Test
    void aRecoverReleasesAnEndpointThatIsBlockedAtThisMoment() throws SQLException {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500), Reply.status(500), Reply.ok());
                Connection database = cluster.node(0).connect()) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            company.changeWebhook(
                    endpoint,
                    Json.createObjectBuilder().add("ordering", "block").build());
            pause(KNOWN_EVERYWHERE_WITHIN);
            agentAtNodes.get(0).log("block.fail", "failed", "{}");
            await().atMost(PATIENCE)
                    .until(() -> company.webhook(endpoint).containsKey("blocked_by")
                            && !company.webhook(endpoint).isNull("blocked_by"));
            execute(database, "update webhook_endpoints set blocked_by = null where id = '" + endpoint.id() + "'");

            database.setAutoCommit(false);
            execute(database, "select id from webhook_endpoints where id = '" + endpoint.id() + "' for update");
            execute(
                    database,
                    "update webhook_endpoints set blocked_by = (select id from deliveries where endpoint_id = '"
                            + endpoint.id() + "') where id = '" + endpoint.id() + "'");
            execute(database, "lock table deliveries in access exclusive mode");
            recover(endpoint.id(), Instant.now().minus(PATIENCE));
            await().atMost(PATIENCE).until(() -> isStepWaiting(database));
            database.commit();

            receiver.awaitTotal(3);
            company.deleteWebhook(endpoint);
        }
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether a transaction that has locked a resend waits for a lock of another table. */
    private static boolean isStepWaiting(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet waiting = statement.executeQuery(
                        "select 1 from pg_stat_activity a join pg_locks w on w.pid = a.pid join pg_locks h on h.pid = a.pid"
                                + " where not w.granted and h.granted and h.relation = 'resends'::regclass"
                                + " and h.mode = 'RowShareLock' and a.query not ilike '%from resends%'")) {
            return waiting.next();
        }
    }

    private static String webhook(SerialReceiver receiver, String ordering) {
        JsonObject wanted = Json.createObjectBuilder()
                .add("url", receiver.uri().toString())
                .add("events", Json.createArrayBuilder().add("log.failed"))
                .add("ordering", ordering)
                .build();
        return company.api().post("/api/webhooks", wanted).expect(201).json().getString("id");
    }

    /** One after the other, so that the order of the events is known. */
    private void report() {
        String context = "{\"" + SerialReceiver.NUMBER + "\":" + (reported + 1) + "}";
        agentAtNodes
                .get(reported % agentAtNodes.size())
                .report("order.fail", "failed", context)
                .expect(200);
        reported++;
    }

    private void order(String blocking, String skipping, String changing) {
        retryExhausted(blocking);
        switch (random.nextInt(5)) {
            case 0 -> retryExhausted(skipping);
            case 1 -> send("POST", skipping, "/replay", since(REPLAYED));
            case 2 -> send("POST", blocking, "/recover", since(REPLAYED.multipliedBy(5)));
            case 3 -> send("POST", blocking, "/replay", since(REPLAYED));
            default -> changeAndRecover(changing);
        }
    }

    private void retryExhausted(String endpoint) {
        for (JsonObject delivery : deliveries(endpoint, "status=exhausted")) {
            send("POST", "/api/deliveries/" + delivery.getString("id") + "/retry", "{}");
        }
    }

    private void changeAndRecover(String endpoint) {
        send("PUT", endpoint, "", "{\"enabled\":false}");
        report();
        pause(BETWEEN_REPORTS.multipliedBy(random.nextInt(4)));
        send("PUT", endpoint, "", "{\"enabled\":true}");
        report();
        send("POST", endpoint, "/recover", since(REPLAYED));
    }

    private static String since(Duration before) {
        return "{\"since\":\"" + Instant.now().minus(before) + "\"}";
    }

    private static void recover(String endpoint, Instant since) {
        company.api()
                .post("/api/webhooks/" + endpoint + "/recover", "{\"since\":\"" + since + "\"}")
                .expect(202);
    }

    /** At either node. A resend that has nothing to do, or a delivery that is not there any more, is no fault. */
    private void send(String method, String endpoint, String path, String body) {
        send(method, "/api/webhooks/" + endpoint + path, body);
    }

    private void send(String method, String path, String body) {
        Company somewhere = companyAtNodes.get(random.nextInt(companyAtNodes.size()));
        Answer answer = method.equals("PUT")
                ? somewhere.api().put(path, body)
                : somewhere.api().post(path, body);
        assertThat(answer.status())
                .as(method + " " + path + ": " + answer.body())
                .isLessThan(300);
    }

    private static List<JsonObject> deliveries(String endpoint, String query) {
        return company.api()
                .get("/api/webhooks/" + endpoint + "/deliveries?limit=100&" + query)
                .expect(200)
                .array()
                .getValuesAs(JsonObject.class);
    }

    /** Until all that was reported has been accepted and nothing is pending, people go on retrying what is exhausted. */
    private void awaitAll(SerialReceiver receiver, String endpoint) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            retryExhausted(endpoint);
            assertThat(receiver.missing(reported)).isEmpty();
            assertThat(deliveries(endpoint, "status=pending")).isEmpty();
        });
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
