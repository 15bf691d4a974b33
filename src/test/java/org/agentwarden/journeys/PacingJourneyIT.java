package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that want their deliveries in order, not too fast, or with waits of their own between the attempts. */
@ExtendWith(SharedServer.class)
class PacingJourneyIT {

    private static final String EVENT = "log.failed";
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(30));

    private static URI base;
    private static Company company;
    private static Agent agent;

    @BeforeAll
    static void signUp(AgentWardenServer server) {
        base = server.baseUri();
        company = Company.register(base);
        agent = company.agent("support-bot");
    }

    private static Endpoint create(WebhookReceiver receiver, JsonObjectBuilder options) {
        options.add("url", receiver.uri().toString()).add("events", Json.createArrayBuilder(List.of(EVENT)));
        JsonObject webhook =
                company.api().post("/api/webhooks", options.build()).expect(201).json();
        return new Endpoint(webhook.getString("id"), webhook.getString("secret"));
    }

    private static void report(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(number -> agent.log("step." + number, "failed", "{}"));
    }

    private static int step(ReceivedWebhook request) {
        return Integer.parseInt(request.data().getString("action").substring("step.".length()));
    }

    /** Without its repetitions. */
    private static List<Integer> steps(WebhookReceiver receiver) {
        return receiver.requests().stream()
                .map(PacingJourneyIT::step)
                .distinct()
                .toList();
    }

    @Test
    void inOrderEachWaitsForTheOneBeforeWhileThatIsSlowOrFails() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Map<Integer, Integer> tries = new ConcurrentHashMap<>();
        try (WebhookReceiver receiver = WebhookReceiver.answeringBy(request -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            int step = step(request);
            int attempt = tries.merge(step, 1, Integer::sum);
            underWay.decrementAndGet();
            return step % 5 == 2 && attempt == 1
                    ? Reply.status(500)
                    : Reply.ok().after(Duration.ofMillis(20));
        })) {
            Endpoint endpoint = create(
                    receiver,
                    Json.createObjectBuilder()
                            .add("ordering", "skip")
                            .add("retry_delays", Json.createArrayBuilder().add(1)));

            report(1, 12);

            receiver.awaitTotal(15);
            List<Integer> arrived =
                    receiver.requests().stream().map(PacingJourneyIT::step).toList();
            assertThat(arrived).isSorted();
            assertThat(steps(receiver))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 12).boxed().toList());
            assertThat(most).hasValue(1);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void whatRunsOutOfAttemptsIsSkippedIfThatIsWanted() {
        try (WebhookReceiver receiver = failingFor(2)) {
            Endpoint endpoint = create(
                    receiver, Json.createObjectBuilder().add("ordering", "skip").add("max_retries", 0));

            report(1, 4);

            receiver.awaitTotal(4);
            assertThat(steps(receiver)).containsExactly(1, 2, 3, 4);
            awaitStatus(endpoint, 2, "exhausted");
            awaitStatus(endpoint, 4, "delivered");
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void whatRunsOutOfAttemptsHoldsUpTheRestUntilItIsRetried() {
        try (WebhookReceiver receiver = failingFor(2)) {
            Endpoint endpoint = create(
                    receiver,
                    Json.createObjectBuilder().add("ordering", "block").add("max_retries", 0));
            report(1, 4);
            JsonObject blocking = awaitStatus(endpoint, 2, "exhausted");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> company.webhook(endpoint)
                            .getString("blocked_by", "")
                            .equals(blocking.getString("id")));
            // Longer than the sweep takes to come by.
            receiver.staysAt(2, Duration.ofSeconds(7));

            receiver.nowAnswer(Reply.ok());
            company.api()
                    .post("/api/deliveries/" + blocking.getString("id") + "/retry", "{}")
                    .expect(202);

            receiver.awaitTotal(5);
            assertThat(receiver.requests().stream().map(PacingJourneyIT::step)).containsExactly(1, 2, 2, 3, 4);
            assertThat(company.webhook(endpoint).isNull("blocked_by")).isTrue();
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void whatHoldsUpTheRestCanBeSkippedOnceAndByNobodyElse() {
        try (WebhookReceiver receiver = failingFor(1)) {
            Endpoint endpoint = create(
                    receiver,
                    Json.createObjectBuilder().add("ordering", "block").add("max_retries", 0));
            report(1, 3);
            String blocking = awaitStatus(endpoint, 1, "exhausted").getString("id");
            String skip = "/api/deliveries/" + blocking + "/skip";
            Company stranger = Company.register(base);
            stranger.api().post(skip, "{}").expect(404);

            company.api().post(skip, "{}").expect(200);

            receiver.awaitTotal(3);
            assertThat(steps(receiver)).containsExactly(1, 2, 3);
            company.api().post(skip, "{}").expect(409);
            awaitStatus(endpoint, 1, "exhausted");
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aFailedTestHoldsNothingUpWhateverItsEventAndNobodyIsTold() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500));
                WebhookReceiver other = WebhookReceiver.start()) {
            Endpoint endpoint = create(
                    receiver,
                    Json.createObjectBuilder().add("ordering", "block").add("max_retries", 0));
            Endpoint watching = company.webhook(other.uri(), "delivery.exhausted");

            company.api()
                    .post("/api/webhooks/" + endpoint.id() + "/test", "{\"event\":\"log.failed\"}")
                    .expect(200);

            assertThat(company.webhook(endpoint).isNull("blocked_by")).isTrue();
            receiver.nowAnswer(Reply.ok());
            report(1, 1);
            awaitStatus(endpoint, 1, "delivered");
            assertThat(other.requests()).isEmpty();
            company.deleteWebhook(endpoint);
            company.deleteWebhook(watching);
        }
    }

    @Test
    void aRateLimitIsKeptAndReached() {
        int perSecond = 20;
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = create(receiver, Json.createObjectBuilder().add("rate_limit", perSecond));

            report(1, 60);

            receiver.awaitTotal(60);
            List<ReceivedWebhook> requests = receiver.requests();
            int most = perSecond + perSecond / 10;
            for (int first = 0; first + most < requests.size(); first++) {
                // A request may be on its way a little longer than the next.
                assertThat(requests.get(first + most).since(requests.get(first)))
                        .isGreaterThan(Duration.ofMillis(850));
            }
            assertThat(requests.get(59).since(requests.get(0))).isLessThan(Duration.ofSeconds(12));
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void anEndpointsOwnWaitsComeBeforeItsRetries() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = create(
                    receiver,
                    Json.createObjectBuilder()
                            .add(
                                    "retry_delays",
                                    Json.createArrayBuilder().add(1).add(3)));

            report(1, 1);

            receiver.awaitTotal(3);
            List<ReceivedWebhook> requests = receiver.requests();
            assertThat(requests.get(1).since(requests.get(0)))
                    .isBetween(Duration.ofMillis(900), Duration.ofMillis(2_900));
            assertThat(requests.get(2).since(requests.get(1))).isGreaterThan(Duration.ofMillis(2_900));
            awaitStatus(endpoint, 1, "exhausted");
            assertThat(company.webhook(endpoint).getInt("max_retries")).isEqualTo(2);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aFailedDeliveryThatKeepsItsPlaceTellsWhenItIsTriedAgain() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = create(
                    receiver,
                    Json.createObjectBuilder()
                            .add("ordering", "block")
                            .add("retry_delays", Json.createArrayBuilder().add(600)));
            report(1, 1);
            receiver.awaitTotal(1);

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> delivery(endpoint, 1).getInt("attempt_count") == 1);
            Instant next = Instant.parse(delivery(endpoint, 1).getString("next_attempt_at"));
            assertThat(next)
                    .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(721));
            company.deleteWebhook(endpoint);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ordering\":\"fifo\"",
                "\"ordering\":1",
                "\"rate_limit\":-1",
                "\"rate_limit\":1001",
                "\"rate_limit\":1.5",
                "\"retry_delays\":[0]",
                "\"retry_delays\":[86401]",
                "\"retry_delays\":[\"5s\"]",
                "\"retry_delays\":[1,1,1,1,1,1,1,1,1,1,1]",
                "\"retry_delays\":5"
            })
    void anythingElseIsRefusedByItsName(String member) {
        String field = member.substring(1, member.indexOf('"', 1));

        assertThat(company.api()
                        .post(
                                "/api/webhooks",
                                "{\"url\":\"https://example.com/\",\"events\":[\"log.failed\"]," + member + "}")
                        .expect(400)
                        .body())
                .contains("\"field\":\"" + field + "\"");
    }

    private static WebhookReceiver failingFor(int step) {
        return WebhookReceiver.answeringBy(request -> step(request) == step ? Reply.status(500) : Reply.ok());
    }

    private static JsonObject awaitStatus(Endpoint endpoint, int step, String status) {
        return Awaitility.await("step " + step + " is " + status)
                .atMost(PATIENCE)
                .until(
                        () -> delivery(endpoint, step),
                        delivery -> delivery.getString("status").equals(status));
    }

    private static JsonObject delivery(Endpoint endpoint, int step) {
        return company.deliveries(endpoint).getValuesAs(JsonObject.class).stream()
                .map(delivery -> company.delivery(delivery.getString("id")))
                .filter(delivery -> delivery.getString("payload").contains("\"step." + step + "\""))
                .findFirst()
                .orElseThrow();
    }
}
