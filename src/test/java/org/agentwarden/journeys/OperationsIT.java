package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.Scrape;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator sees: metrics, the lines of the log, and the traces that go on. */
@ExtendWith(SharedServer.class)
class OperationsIT {

    private static final String TOKEN = "scrape-0123456789abcdef";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";
    private static final Pattern CHILD = Pattern.compile("00-" + TRACE + "-([0-9a-f]{16})-01");
    private static final Pattern DOCUMENTED = Pattern.compile("`((?:agentwarden|jvm|process|system)_[a-z_]+)");
    private static final int BACKLOG = 600;
    private static final int REPORTERS = 16;
    private static final Duration SOON = LoadFactor.scale(Duration.ofSeconds(30));

    private static AgentWardenServer server;
    private static Company company;
    private static Agent agent;

    @BeforeAll
    static void start() {
        server = AgentWardenServer.named("operations")
                .with("AGENTWARDEN_METRICS_TOKEN", TOKEN)
                .with("AGENTWARDEN_LOG_FORMAT", "json")
                .with("AGENTWARDEN_LOG_ATTEMPTS", "all")
                .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s")
                .with("AGENTWARDEN_WEBHOOKS_TIMEOUT", "4s")
                .with("AGENTWARDEN_WEBHOOKS_BACKLOG_LIMIT", "1s")
                .start();
        company = Company.register(server.baseUri());
        agent = company.agent("refund-bot");
        company.allow(agent, "crm.read");
        company.requireApproval(agent, "stripe.refund");
    }

    @AfterEach
    void deleteWebhooks() {
        company.deleteAllWebhooks();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Scrape scrape() {
        return Scrape.of(Api.withToken(server.baseUri(), TOKEN)
                .get("/metrics")
                .expect(200)
                .body());
    }

    private static Answer post(Api api, String path, Map<String, String> headers, String body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return api.send("POST", path, all, body.getBytes(StandardCharsets.UTF_8))
                .expect(200);
    }

    private static Answer reportFailure(Map<String, String> headers) {
        return post(
                agent.api(),
                "/sdk/log",
                headers,
                "{\"agent_id\":\"refund-bot\",\"action\":\"crm.read\",\"status\":\"failed\"}");
    }

    /** Faster than a slow receiver takes them. */
    private static void reportFailures(int count) {
        ExecutorService reporters = Executors.newFixedThreadPool(REPORTERS);
        CompletableFuture.allOf(IntStream.range(0, count)
                        .mapToObj(report ->
                                CompletableFuture.runAsync(() -> agent.log("crm.read", "failed", "{}"), reporters))
                        .toArray(CompletableFuture[]::new))
                .join();
        reporters.shutdown();
    }

    private static void awaitDelivered(Endpoint endpoint, int count) {
        await().atMost(SOON)
                .until(() -> company.deliveries(endpoint, "status=delivered").size() == count);
    }

    @Test
    void aScrapeHasEveryMetricThatIsDocumentedAndNoLabelWithoutABound() throws IOException {
        List<String> documented = DOCUMENTED
                .matcher(Files.readString(Path.of("src/docs/operations.md")))
                .results()
                .map(name -> name.group(1))
                .distinct()
                .toList();
        assertThat(documented).hasSizeGreaterThan(15);

        Answer answer = Api.withToken(server.baseUri(), TOKEN).get("/metrics");
        assertThat(answer.header("content-type").orElseThrow().split("; ?"))
                .startsWith("text/plain")
                .contains("version=0.0.4", "charset=utf-8");
        Scrape scrape = Scrape.of(answer.expect(200).body());

        assertThat(scrape.types().keySet()).containsAll(documented);
        assertThat(scrape.labels().keySet())
                .isSubsetOf(
                        // Those of collections are not there before the first one.
                        "action",
                        "area",
                        "cause",
                        "event",
                        "gc",
                        "health",
                        "id",
                        "le",
                        "outcome",
                        "pool",
                        "state",
                        "status",
                        "task",
                        "verdict");
        assertThat(scrape.labels())
                .allSatisfy((label, values) -> assertThat(values)
                        .as(label)
                        .hasSizeLessThan(40)
                        .noneMatch(value -> value.contains(company.organizationId())));
    }

    @Test
    void whoeverHasNoTokenReadsNoMetrics() {
        for (Api stranger : List.of(
                Api.anonymous(server.baseUri()),
                Api.withToken(server.baseUri(), TOKEN + "0"),
                Api.withToken(server.baseUri(), company.token()))) {
            Answer answer = stranger.get("/metrics").expect(401);
            assertThat(answer.json().getString("detail")).isEqualTo("Not authenticated");
        }
    }

    @Test
    void metricsAreOpenToAnybodyUnlessATokenIsSet(AgentWardenServer shared) {
        Scrape scrape = Scrape.of(
                Api.anonymous(shared.baseUri()).get("/metrics").expect(200).body());
        assertThat(scrape.types()).containsEntry("agentwarden_checks_total", "counter");
    }

    @Test
    void countersMoveByExactlyWhatWasDone() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500), Reply.status(404), Reply.ok())) {
            Endpoint endpoint = company.webhook(
                    receiver.uri(), "log.blocked", "log.failed", "log.pending_approval", "approval.rejected");
            Scrape before = scrape();

            agent.log("crm.read", "failed", "{}");
            receiver.awaitTotal(3);
            awaitDelivered(endpoint, 1);
            agent.check("crm.read", "{}");
            agent.check("crm.read", "{}");
            agent.check("disk.format", "{}");
            String approval = agent.check("stripe.refund", "{\"amount\":1}").approvalId();
            agent.check("stripe.refund", "{\"amount\":1}");
            company.reject(approval);
            agent.log("crm.read", "success", "{}");
            awaitDelivered(endpoint, 4);

            Map<String, Double> expected = new TreeMap<>(Map.of(
                    "agentwarden_checks_total{verdict=\"allowed\"}", 2.0,
                    "agentwarden_checks_total{verdict=\"blocked\"}", 1.0,
                    "agentwarden_checks_total{verdict=\"requires_approval\"}", 2.0,
                    "agentwarden_approvals_decided_total{outcome=\"rejected\"}", 1.0,
                    "agentwarden_reports_total{status=\"failed\"}", 1.0,
                    "agentwarden_reports_total{status=\"success\"}", 1.0));
            expected.putAll(Map.of(
                    "agentwarden_events_total{event=\"log.failed\"}", 1.0,
                    "agentwarden_events_total{event=\"log.blocked\"}", 1.0,
                    "agentwarden_events_total{event=\"log.pending_approval\"}", 1.0,
                    "agentwarden_events_total{event=\"approval.rejected\"}", 1.0,
                    "agentwarden_delivery_attempts_total{outcome=\"http_5xx\"}", 1.0,
                    "agentwarden_delivery_attempts_total{outcome=\"http_4xx\"}", 1.0,
                    "agentwarden_delivery_attempts_total{outcome=\"delivered\"}", 4.0,
                    "agentwarden_delivery_attempt_seconds_count", 6.0,
                    "agentwarden_delivery_latency_seconds_count", 4.0));
            // Four deliveries and two retries.
            expected.put("agentwarden_deliveries_dispatched_total", 6.0);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(counted(scrape().since(before))).isEqualTo(expected));
            // The one that took three attempts was on its way for two seconds, the others were not.
            assertThat(scrape().since(before).get("agentwarden_delivery_latency_seconds_bucket{le=\"1.0\"}"))
                    .isEqualTo(3.0);
        }
    }

    @Test
    void claimsAreCountedAndThoseOfChecksAsAllowedChecksToo() {
        String byCheck = agent.check("stripe.refund", "{\"amount\":7}").awaitedApproval();
        String byClaim = agent.check("stripe.refund", "{\"amount\":8}").awaitedApproval();
        company.approve(byCheck);
        company.approve(byClaim);
        Scrape before = scrape();

        assertThat(agent.checkWith(byCheck, "stripe.refund", "{\"amount\":7}").allowed())
                .isTrue();
        agent.claim(byClaim, "stripe.refund", "{\"amount\":8}").expect(200);
        agent.claim(byClaim, "stripe.refund", "{\"amount\":8}").expect(409);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(scrape().since(before))
                        .containsEntry("agentwarden_approvals_claimed_total", 2.0)
                        .containsEntry("agentwarden_checks_total{verdict=\"allowed\"}", 1.0));
    }

    private static Map<String, Double> counted(Map<String, Double> grown) {
        return new TreeMap<>(grown.entrySet().stream()
                .filter(sample -> sample.getKey().matches("agentwarden_.*(_total|_count)(\\{.*)?"))
                .filter(sample -> !sample.getKey().matches("agentwarden_(sweep|queue|task)_.*"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test
    void whatDoesNotComeToAnAnswerIsCountedByItsReason() {
        try (WebhookReceiver slow = WebhookReceiver.slow(Duration.ofSeconds(10))) {
            Scrape before = scrape();
            Endpoint hanging = company.webhook(slow.uri(), "log.failed");
            Endpoint nobody = company.webhook(URI.create("http://127.0.0.1:9/"), "log.failed");

            company.testWebhook(hanging);
            company.testWebhook(nobody);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(counted(scrape().since(before)))
                            .containsEntry("agentwarden_delivery_attempts_total{outcome=\"timeout\"}", 1.0)
                            .containsEntry("agentwarden_delivery_attempts_total{outcome=\"unreachable\"}", 1.0)
                            .containsEntry("agentwarden_events_total{event=\"webhook.test\"}", 2.0));
        }
    }

    @Test
    void theHealthOfEndpointsAndTheBacklogAreGauges() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.failed");
            Endpoint disabled = company.webhook(receiver.uri(), "log.failed");
            company.changeWebhook(
                    disabled, Json.createObjectBuilder().add("enabled", false).build());

            await().atMost(SOON).untilAsserted(() -> {
                Scrape scrape = scrape();
                assertThat(scrape.value("agentwarden_endpoints{health=\"healthy\"}"))
                        .isEqualTo(1);
                assertThat(scrape.value("agentwarden_endpoints{health=\"disabled\"}"))
                        .isEqualTo(1);
                assertThat(scrape.value("agentwarden_endpoints{health=\"failing\"}"))
                        .isZero();
                assertThat(scrape.value("agentwarden_backlog_age_seconds")).isZero();
                assertThat(scrape.value("agentwarden_backlog_deliveries")).isZero();
            });
        }
    }

    /** Of the check that stays up, as long as the server is ready. */
    private static String degraded(Api anybody) {
        return anybody
                .get("/health/ready")
                .expect(200)
                .json()
                .getJsonArray("checks")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(check -> check.getString("name").equals("webhooks"))
                .map(check -> check.getJsonObject("data").getString("degraded"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBacklogIsSeenAndBeyondItsLimitTheHealthAnswerSaysSoAndTheServerStaysReady() {
        Api anybody = Api.anonymous(server.baseUri());
        try (WebhookReceiver receiver = WebhookReceiver.slow(Duration.ofSeconds(3))) {
            company.webhook(receiver.uri(), "log.failed");
            reportFailures(BACKLOG);
            await().atMost(SOON).until(() -> degraded(anybody).equals("backlog"));
            await().atMost(SOON).untilAsserted(() -> {
                Scrape scrape = scrape();
                assertThat(scrape.value("agentwarden_backlog_age_seconds")).isGreaterThan(1);
                assertThat(scrape.value("agentwarden_backlog_deliveries")).isBetween(1.0, (double) BACKLOG);
                assertThat(scrape.value("agentwarden_deliveries_in_flight")).isPositive();
                assertThat(scrape.value("agentwarden_deliveries_claimed")).isPositive();
            });

            receiver.nowAnswer(Reply.ok());
            await().atMost(SOON).until(() -> degraded(anybody).isEmpty());
            receiver.awaitTotal(BACKLOG);
            await().atMost(SOON).untilAsserted(() -> {
                Scrape scrape = scrape();
                assertThat(scrape.value("agentwarden_backlog_age_seconds")).isZero();
                assertThat(scrape.value("agentwarden_deliveries_in_flight")).isZero();
                assertThat(scrape.value("agentwarden_deliveries_claimed")).isZero();
            });
        }
    }

    @Test
    @Tag("full")
    void aTraceGoesOnWithEveryAttemptEvenAfterTheServerWasKilled() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");

            reportFailure(Map.of("traceparent", PARENT, "tracestate", "congo=t61rcWkgMzE"));
            receiver.awaitTotal(2);
            server.kill();
            receiver.nowAnswer(Reply.ok());
            server.restart();
            awaitDelivered(endpoint, 1);

            List<String> spans = receiver.requests().stream()
                    .map(OperationsIT::spanOf)
                    .distinct()
                    .toList();
            assertThat(receiver.requests()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(spans).hasSameSizeAs(receiver.requests()).doesNotContain(SPAN);
            assertThat(receiver.requests())
                    .extracting(request -> request.header("tracestate"))
                    .containsOnly("congo=t61rcWkgMzE");
        }
    }

    private static String spanOf(ReceivedWebhook request) {
        return CHILD.matcher(request.header("traceparent"))
                .results()
                .map((MatchResult parent) -> parent.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(request.header("traceparent")));
    }

    @Test
    void checksAndDecisionsBringTheirTraces() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.pending_approval", "approval.approved");
            String check = "{\"agent_id\":\"refund-bot\",\"action\":\"stripe.refund\",\"context\":{\"amount\":7}}";

            String approval = post(agent.api(), "/sdk/check", Map.of("traceparent", PARENT), check)
                    .json()
                    .getString("approval_id");
            spanOf(receiver.awaitFirst("log.pending_approval"));

            String decider = "00-11111111111111111111111111111111-2222222222222222-00";
            post(company.api(), "/api/approvals/" + approval + "/approve", Map.of("traceparent", decider), "{}");
            ReceivedWebhook decision = receiver.awaitFirst("approval.approved");
            assertThat(decision.header("traceparent"))
                    .matches("00-1{32}-[0-9a-f]{16}-00")
                    .isNotEqualTo(decider);
            assertThat(decision.headers()).doesNotContainKey("tracestate");
        }
    }

    @Test
    void whoBringsNoTraceOrOneThatIsNotValidIsServedAllTheSameAndNoneIsSent() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.failed");

            reportFailure(Map.of());
            reportFailure(Map.of("traceparent", "00-" + TRACE + "-0000000000000000-01", "tracestate", "a=1"));
            reportFailure(Map.of("traceparent", "junk"));
            reportFailure(Map.of("tracestate", "a=1"));

            receiver.awaitTotal(4);
            assertThat(receiver.requests())
                    .allSatisfy(
                            request -> assertThat(request.headers()).doesNotContainKeys("traceparent", "tracestate"));
        }
    }

    @Test
    void everyAttemptIsOneLineOfJsonAndNoLineShowsWhatWasSent() throws IOException {
        String secret = "payload-" + System.nanoTime();
        try (WebhookReceiver receiver = WebhookReceiver.answering(
                Reply.status(503).saying("answer-" + secret), Reply.ok().saying("answer-" + secret))) {
            JsonObject wanted = Json.createObjectBuilder()
                    .add("url", receiver.uri() + "?key=query-" + secret)
                    .add("events", Json.createArrayBuilder().add("log.failed"))
                    .add("headers", Json.createObjectBuilder().add("Authorization", "Bearer header-" + secret))
                    .build();
            JsonObject webhook =
                    company.api().post("/api/webhooks", wanted).expect(201).json();
            Endpoint endpoint = new Endpoint(webhook.getString("id"), webhook.getString("secret"));

            agent.log("crm.read", "failed", "{\"card\":\"" + secret + "\"}");
            awaitDelivered(endpoint, 1);
            await().atMost(SOON).untilAsserted(() -> assertThat(lines(endpoint)).hasSize(2));

            JsonObject first = lines(endpoint).get(0);
            ReceivedWebhook request = receiver.requests().get(0);
            assertThat(first.keySet())
                    .containsExactly(
                            "time",
                            "delivery",
                            "event",
                            "type",
                            "organization",
                            "endpoint",
                            "host",
                            "attempt",
                            "outcome",
                            "status",
                            "duration_ms",
                            "error",
                            "next",
                            "trace");
            assertThat(first.getString("event")).isEqualTo(request.id());
            assertThat(first.getString("organization")).isEqualTo(company.organizationId());
            assertThat(first.getString("host")).isEqualTo("127.0.0.1");
            assertThat(first.getString("outcome")).isEqualTo("http_5xx");
            assertThat(first.getInt("status")).isEqualTo(503);
            assertThat(first.getInt("attempt")).isEqualTo(1);
            assertThat(first.getString("error")).isEqualTo("HTTP 503");
            assertThat(first.getString("next")).isGreaterThan(first.getString("time"));
            JsonObject second = lines(endpoint).get(1);
            assertThat(second.getString("outcome")).isEqualTo("delivered");
            assertThat(second.getInt("attempt")).isEqualTo(2);
            assertThat(second.isNull("next")).isTrue();
            assertThat(Files.readString(server.log()))
                    .doesNotContain(secret)
                    .doesNotContain(endpoint.secret())
                    .doesNotContain(TOKEN);
        }
    }

    private static List<JsonObject> lines(Endpoint endpoint) {
        try {
            return Files.readAllLines(server.log()).stream()
                    .filter(line -> line.contains("\"endpoint\":\"" + endpoint.id() + "\""))
                    .map(line -> Json.createReader(new StringReader(line.substring(line.indexOf('{'))))
                            .readObject())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
