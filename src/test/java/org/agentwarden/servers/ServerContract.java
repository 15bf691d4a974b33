package org.agentwarden.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.agentwarden.servers.ApplicationServer.Answer;
import org.agentwarden.servers.Receiver.Received;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.LoadFactor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The story that matters, and the doors that must stay shut. What differs from server to server is how it starts, and
 * nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract {

    private static final Duration SOON = LoadFactor.scale(Duration.ofSeconds(20));
    private static final Map<String, String> NOBODY = Map.of();
    private static final String ORIGIN = "https://app.example.com";

    private ApplicationServer server;
    private Map<String, String> admin;

    /** The client that sends webhooks, by its version: the server's own where it has one, the WAR's elsewhere. */
    abstract String jersey();

    /** Starts a server of its own with the WAR, and waits until the application answers. */
    abstract ApplicationServer start(Path war, Map<String, String> environment) throws IOException;

    @BeforeAll
    void start() throws IOException {
        server = start(
                Path.of(System.getProperty("agentwarden.war")),
                Map.of(
                        "AGENTWARDEN_EGRESS_ALLOW", "127.0.0.0/8",
                        "AGENTWARDEN_RATE_LIMIT_ENTERPRISE_API", "1000",
                        "AGENTWARDEN_LOCKOUT_FAILURES", "2",
                        "AGENTWARDEN_CORS_ORIGINS", ORIGIN,
                        "AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "200ms,400ms,30s"));
        admin = bearer(server.call("POST", "/auth/register", NOBODY, """
                {"email": "admin@example.com", "password": "correct horse", "organization_name": "Example"}
                """));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aDecisionTravelsFromTheAgentToTheReceiver() throws Exception {
        try (Receiver receiver = new Receiver(0)) {
            String agent = create("/api/agents", "{'name': 'refunds'}").text("/id");
            create("/api/agents/" + agent + "/permissions", "{'action': 'stripe.*', 'requires_approval': true}");
            Map<String, String> key = Map.of(
                    "X-API-Key", create("/api/api-keys", "{'name': 'sdk'}").text("/key"));
            String secret = subscribe(receiver, "log.pending_approval", "approval.approved")
                    .text("/secret");

            Answer check = server.call(
                    "POST",
                    "/sdk/check",
                    key,
                    json("{'agent_id': 'refunds', 'action': 'stripe.refund', 'context': {'amount': 50.00}}"));
            assertThat(check.body()).contains("\"requires_approval\":true");
            String approval = check.text("/approval_id");
            Received pending = awaited(receiver, "log.pending_approval");
            pending.verify(secret);
            assertThat(pending.json().getJsonObject("data").getString("id")).isEqualTo(approval);

            Answer approved = server.call("POST", "/api/approvals/" + approval + "/approve", admin, json("{}"));
            assertThat(approved.text("/status")).isEqualTo("approved");
            Received decision = awaited(receiver, "approval.approved");
            decision.verify(secret);
            assertThat(server.printed()).containsPattern("Webhooks are sent by Jersey " + jersey());
            assertThat(decision.header("user-agent")).isEqualTo("AgentWarden-Webhook/1.0");
            assertThat(decision.header("x-agentwarden-attempt")).isEqualTo("1");
            assertThat(decision.body()).contains("\"amount\":50.00", approval);

            assertThat(server.call("POST", "/api/approvals/" + approval + "/reject", admin, json("{}"))
                            .text("/detail/error"))
                    .isEqualTo("already_resolved");
            assertThat(server.call("GET", "/sdk/approvals/" + approval + "?wait=1", key, "")
                            .text("/status"))
                    .isEqualTo("approved");
            assertThat(server.call("GET", "/api/logs?agent_id=" + agent, admin, "")
                            .text("/0/agent_id"))
                    .isEqualTo(agent);
        }
    }

    @Test
    void aReceiverThatFailsTwiceGetsTheSameWebhookAThirdTime() throws Exception {
        try (Receiver receiver = new Receiver(2)) {
            Answer endpoint = subscribe(receiver, "log.blocked");
            create("/api/agents", "{'name': 'blocked'}");
            Map<String, String> key = Map.of(
                    "X-API-Key", create("/api/api-keys", "{'name': 'sdk'}").text("/key"));

            server.call("POST", "/sdk/check", key, json("{'agent_id': 'blocked', 'action': 'anything'}"));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(receiver.received()).hasSize(3));
            assertThat(receiver.received())
                    .extracting(webhook -> webhook.header("x-agentwarden-attempt"))
                    .containsExactly("1", "2", "3");
            assertThat(receiver.received().stream().map(Received::body).distinct())
                    .hasSize(1);
            assertThat(receiver.received().stream()
                            .map(webhook -> webhook.header("webhook-id"))
                            .distinct())
                    .hasSize(1);
            receiver.received().get(2).verify(endpoint.text("/secret"));
            String deliveries = "/api/webhooks/" + endpoint.text("/id") + "/deliveries?status=delivered";
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    server.call("GET", deliveries, admin, "").body())
                            .contains("\"attempt_count\":3"));
        }
    }

    /** H2 closes the database for everybody when it can't write. */
    @Test
    void aServerWhoseDatabaseHadNoRoomServesAgainWithoutARestart() throws Exception {
        Assume.present(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit");
        Map<String, String> token = admin;
        server.limitFiles("200000");
        try {
            await().atMost(SOON).until(() -> createAgent(token).status() >= 500);
        } finally {
            server.limitFiles("unlimited");
        }
        await().atMost(SOON).until(() -> createAgent(token).status() == 201);
    }

    private Answer createAgent(Map<String, String> token) {
        return server.call("POST", "/api/agents", token, json("{'name': 'agent-%s'}".formatted(UUID.randomUUID())));
    }

    @Test
    void whatAReceiverHasNotTakenIsCancelledWithItsEndpoint() throws Exception {
        try (Receiver receiver = new Receiver(Integer.MAX_VALUE)) {
            String endpoint = subscribe(receiver, "log.failed").text("/id");
            create("/api/agents", "{'name': 'failing'}");
            Map<String, String> key = Map.of(
                    "X-API-Key", create("/api/api-keys", "{'name': 'sdk'}").text("/key"));
            server.call("POST", "/sdk/log", key, json("{'agent_id': 'failing', 'action': 'x', 'status': 'failed'}"));
            awaited(receiver, "log.failed");
            String delivery = server.call("GET", "/api/webhooks/" + endpoint + "/deliveries", admin, "")
                    .text("/0/id");

            assertThat(server.call("DELETE", "/api/webhooks/" + endpoint, admin, "")
                            .status())
                    .isEqualTo(204);

            assertThat(server.call("GET", "/api/deliveries/" + delivery, admin, "")
                            .text("/status"))
                    .isEqualTo("cancelled");
        }
    }

    @Test
    void equalRequestsAtTheSameTimeShareOneApproval() {
        String agent = create("/api/agents", "{'name': 'racing'}").text("/id");
        create("/api/agents/" + agent + "/permissions", "{'action': '*', 'requires_approval': true}");
        Map<String, String> key =
                Map.of("X-API-Key", create("/api/api-keys", "{'name': 'sdk'}").text("/key"));
        String check = json("{'agent_id': 'racing', 'action': 'pay', 'context': {'to': 'bob'}}");

        List<CompletableFuture<Answer>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> server.call("POST", "/sdk/check", key, check)))
                .limit(8)
                .toList();
        List<String> approvals = answers.stream()
                .map(answer -> answer.join().text("/approval_id"))
                .distinct()
                .toList();
        assertThat(approvals).hasSize(1);

        assertThat(server.call("DELETE", "/api/agents/" + agent, admin, "").status())
                .isEqualTo(204);
        assertThat(server.call("GET", "/api/approvals/" + approvals.get(0), admin, "")
                        .text("/status"))
                .isEqualTo("cancelled");
    }

    @Test
    void metricsAreReadAtThePortOfTheApi() {
        create("/api/agents", "{'name': 'counted'}");
        Map<String, String> key =
                Map.of("X-API-Key", create("/api/api-keys", "{'name': 'sdk'}").text("/key"));
        server.call("POST", "/sdk/check", key, json("{'agent_id': 'counted', 'action': 'anything'}"));

        Answer metrics = server.call("GET", "/metrics", NOBODY, "");
        assertThat(metrics.status()).as(metrics.body()).isEqualTo(200);
        assertThat(metrics.body())
                .containsPattern("(?m)^agentwarden_checks_total\\{verdict=\"blocked\"} [1-9]")
                .containsPattern("(?m)^agentwarden_delivery_attempt_seconds_bucket\\{le=\"\\+Inf\"} \\d")
                .containsPattern("(?m)^jvm_memory_used_bytes\\{")
                .containsPattern("(?m)^process_cpu_usage ");
    }

    @Test
    void copiesOfARequestAreDoneOnceAndAPageOfTheConfiguredOriginMayReadTheAnswer() {
        Map<String, String> keyed = with(with(admin, "Idempotency-Key", "one"), "Origin", ORIGIN);
        String body = json("{'name': 'copied'}");
        List<CompletableFuture<Answer>> copies = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> server.call("POST", "/api/agents", keyed, body)))
                .limit(8)
                .toList();
        assertThat(copies)
                .extracting(copy -> copy.join().status())
                .contains(201)
                .isSubsetOf(201, 409);

        Answer again = server.call("POST", "/api/agents", keyed, body);
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.headers().get("Idempotency-Replayed")).containsExactly("true");
        assertThat(again.headers().get("X-RateLimit-Limit")).containsExactly("1000");
        assertThat(again.headers().get("Access-Control-Allow-Origin")).containsExactly(ORIGIN);
        Answer conflict = server.call("POST", "/api/agents", keyed, json("{'name': 'another'}"));
        assertThat(conflict.text("/detail/error")).isEqualTo("idempotency_conflict");
    }

    @Test
    void afterTooManyWrongPasswordsTheNetworkIsLockedOutOfTheAddress() {
        String user = json("{'email': 'guessed@example.com', 'password': 'battery staple', 'role': 'viewer'}");
        assertThat(server.call("POST", "/api/users", admin, user).status()).isEqualTo(201);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(server.call("POST", "/auth/login", NOBODY, user.replace("battery", "wrong")))
                    .satisfies(answer -> isError(answer, 401, "Invalid email or password"));
        }
        assertThat(server.call("POST", "/auth/login", NOBODY, user))
                .satisfies(answer -> isError(answer, 429, "Rate limit exceeded"));
    }

    @Test
    void withoutACredentialTheAnswerIs401() {
        assertThat(server.call("GET", "/api/agents", NOBODY, ""))
                .satisfies(answer -> isError(answer, 401, "Not authenticated"));
        assertThat(server.call("GET", "/api/agents", Map.of("Authorization", "Bearer junk"), ""))
                .satisfies(answer -> isError(answer, 401, "Not authenticated"));
        assertThat(server.call("POST", "/sdk/check", NOBODY, json("{}")))
                .satisfies(answer -> isError(answer, 401, "Invalid API key"));
    }

    @Test
    void aViewerMayLookButNotTouch() {
        String viewer = json("{'email': 'viewer@example.com', 'password': 'battery staple', 'role': 'viewer'}");
        assertThat(server.call("POST", "/api/users", admin, viewer).status()).isEqualTo(201);
        Map<String, String> token = bearer(server.call("POST", "/auth/login", NOBODY, viewer));

        assertThat(server.call("GET", "/api/agents", token, "").status()).isEqualTo(200);
        Answer refused = server.call("POST", "/api/agents", token, json("{'name': 'mine'}"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/detail/error")).isEqualTo("forbidden");
    }

    @Test
    void everyErrorIsJsonAndTellsNothingOfTheServer() {
        assertThat(server.call("GET", "/no/such/path", NOBODY, ""))
                .satisfies(answer -> isError(answer, 404, "Not found"));
        assertThat(server.call("PATCH", "/api/agents", admin, ""))
                .satisfies(answer -> isError(answer, 405, "Method not allowed"));
        assertThat(server.call("GET", "/api/agents", with(admin, "Accept", "text/csv"), ""))
                .satisfies(answer -> isError(answer, 406, "Not acceptable: answers are application/json"));
        assertThat(server.call("POST", "/api/agents", with(admin, "Content-Type", "///"), ""))
                .satisfies(answer -> isError(answer, 400, "Bad request"));
        Answer malformed = server.call("POST", "/api/agents", admin, "{\"name\":");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.text("/detail/error")).isEqualTo("validation_error");
        assertThat(malformed.headers().keySet())
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .doesNotContain("server", "x-powered-by");
    }

    private static void isError(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.text("/detail")).isEqualTo(detail);
    }

    private static Received awaited(Receiver receiver, String event) {
        await(event).atMost(SOON).until(() -> !receiver.received(event).isEmpty());
        return receiver.received(event).get(0);
    }

    private Answer subscribe(Receiver receiver, String... events) {
        return create(
                "/api/webhooks",
                "{'url': '" + receiver.url() + "', 'events': ['" + String.join("', '", events) + "']}");
    }

    private Answer create(String path, String body) {
        Answer answer = server.call("POST", path, admin, json(body));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private static Map<String, String> bearer(Answer signedIn) {
        assertThat(signedIn.status()).as(signedIn.body()).isEqualTo(200);
        return Map.of("Authorization", "Bearer " + signedIn.text("/access_token"));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
