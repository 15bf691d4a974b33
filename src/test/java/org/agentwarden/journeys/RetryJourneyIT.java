package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a webhook whose receiver is down, slow, wrong or gone. The tests mostly wait, so they do it together. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedServer.class)
class RetryJourneyIT {

    private static final String ACTION = "stripe.refund";
    private static final String EVENT = "log.failed";
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** Enough for a busy machine, and less than a delivery whose timer was lost takes to be found again. */
    private static final Duration LATENESS = LoadFactor.scale(Duration.ofSeconds(4));

    private Company company;
    private Agent agent;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("retry-bot");
    }

    private void raiseEvent() {
        agent.log(ACTION, "failed", "{\"amount\":50.00,\"note\":\"Grüße\"}");
    }

    @Test
    void twoFailuresAreFollowedByASuccess() {
        try (WebhookReceiver receiver =
                WebhookReceiver.answering(Reply.status(500).saying("out of order"), Reply.status(500), Reply.ok())) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            raiseEvent();

            List<ReceivedWebhook> requests = receiver.awaitRequests(EVENT, 3);
            JsonObject delivery = DeliveryStates.await(company, endpoint, "delivered");

            assertSameEventEachTime(requests, endpoint);
            assertThat(requests).extracting(ReceivedWebhook::attempt).containsExactly(1, 2, 3);
            assertGapsFollowTheSchedule(requests);
            assertThat(delivery.getInt("attempt_count")).isEqualTo(3);
            assertThat(delivery.getInt("last_status_code")).isEqualTo(200);
            assertThat(delivery.isNull("next_attempt_at")).isTrue();
            assertThat(delivery.isNull("delivered_at")).isFalse();
            assertAttempts(delivery.getJsonArray("attempts"));
            receiver.staysAt(3, QUIET);
            company.deleteWebhook(endpoint);
        }
    }

    private static void assertAttempts(JsonArray attempts) {
        List<JsonObject> rows = attempts.getValuesAs(JsonObject.class);
        assertThat(rows).extracting(row -> row.getInt("attempt")).containsExactly(1, 2, 3);
        assertThat(rows).extracting(row -> row.getInt("status_code")).containsExactly(500, 500, 200);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.getString("started_at")).endsWith("Z");
            assertThat(row.getJsonNumber("duration_ms").longValue()).isBetween(0L, 2_000L);
        });
        assertThat(rows.get(0).getString("error")).contains("500");
        assertThat(rows.get(0).getString("response_body")).isEqualTo("out of order");
        assertThat(rows.get(0).isNull("next_attempt_at")).isFalse();
        assertThat(rows.get(2).isNull("error")).isTrue();
        assertThat(rows.get(2).isNull("next_attempt_at")).isTrue();
    }

    @Test
    void afterOneAttemptAndThreeRetriesADeliveryIsExhaustedAndCanBeRevived() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(503))) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            raiseEvent();

            List<ReceivedWebhook> failed = receiver.awaitRequests(EVENT, 4);
            JsonObject exhausted = DeliveryStates.await(company, endpoint, "exhausted");

            assertSameEventEachTime(failed, endpoint);
            assertGapsFollowTheSchedule(failed);
            assertThat(exhausted.getInt("attempt_count")).isEqualTo(4);
            assertThat(exhausted.getInt("last_status_code")).isEqualTo(503);
            assertThat(exhausted.getString("last_error")).contains("503");
            assertThat(exhausted.isNull("next_attempt_at")).isTrue();
            assertThat(company.webhook(endpoint).getJsonObject("health").getString("status"))
                    .isEqualTo("failing");
            receiver.staysAt(4, QUIET);

            receiver.nowAnswer(Reply.ok());
            company.retryDelivery(exhausted.getString("id"));

            List<ReceivedWebhook> all = receiver.awaitRequests(EVENT, 5);
            assertSameEventEachTime(all, endpoint);
            assertThat(DeliveryStates.await(company, endpoint, "delivered").getJsonArray("attempts"))
                    .hasSize(5);
            assertThat(company.webhook(endpoint).getJsonObject("health").getString("status"))
                    .isEqualTo("healthy");
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aRevivedDeliveryHasAllItsRetriesAgain() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("max_retries", 1).build());
            raiseEvent();
            JsonObject exhausted = DeliveryStates.await(company, endpoint, "exhausted");
            assertThat(exhausted.getJsonArray("attempts")).hasSize(2);

            company.retryDelivery(exhausted.getString("id"));

            receiver.awaitRequests(EVENT, 4);
            DeliveryStates.awaitAttempts(company, endpoint, 4);
            assertThat(DeliveryStates.await(company, endpoint, "exhausted").getJsonArray("attempts"))
                    .hasSize(4);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void anEndpointWithoutRetriesGetsOneAttempt() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("max_retries", 0).build());
            raiseEvent();

            assertThat(DeliveryStates.await(company, endpoint, "exhausted").getJsonArray("attempts"))
                    .hasSize(1);
            receiver.staysAt(1, QUIET);
            company.deleteWebhook(endpoint);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 429, 500, 503})
    void anyStatusBut2xxIsAFailureAndRedirectsAreNotFollowed(int status) {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(status), Reply.ok())) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            raiseEvent();

            receiver.awaitRequests(EVENT, 2);
            JsonObject delivery = DeliveryStates.await(company, endpoint, "delivered");

            JsonObject first = delivery.getJsonArray("attempts").getJsonObject(0);
            assertThat(first.getInt("status_code")).isEqualTo(status);
            assertThat(first.getString("error")).contains(Integer.toString(status));
            company.deleteWebhook(endpoint);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void any2xxIsASuccess(int status) {
        Reply reply = status == 204 ? Reply.status(204).saying("") : Reply.status(status);
        try (WebhookReceiver receiver = WebhookReceiver.answering(reply)) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            raiseEvent();

            assertThat(DeliveryStates.await(company, endpoint, "delivered").getInt("last_status_code"))
                    .isEqualTo(status);
            assertThat(receiver.requests()).hasSize(1);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aReceiverThatSaysWhenIsAskedThenAndNotBefore() throws IOException {
        String busy = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n";
        AtomicInteger requests = new AtomicInteger();
        try (RawReceiver receiver =
                new RawReceiver(talk -> talk.say(requests.getAndIncrement() == 0 ? busy : RawReceiver.OK))) {
            Endpoint endpoint = company.webhook(receiver.url(), EVENT);
            raiseEvent();

            JsonObject delivery = DeliveryStates.await(company, endpoint, "delivered");

            List<Instant> starts = delivery.getJsonArray("attempts").getValuesAs(JsonObject.class).stream()
                    .map(row -> Instant.parse(row.getString("started_at")))
                    .toList();
            assertThat(Duration.between(starts.get(0), starts.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aReceiverThatIsGoneGetsNothingMoreUntilSomebodyEnablesItAgain() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(410))) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            raiseEvent();

            JsonObject delivery = DeliveryStates.await(company, endpoint, "exhausted");
            assertThat(delivery.getJsonArray("attempts")).hasSize(1);
            JsonObject webhook = company.webhook(endpoint);
            assertThat(webhook.getBoolean("enabled")).isFalse();
            JsonObject health = webhook.getJsonObject("health");
            assertThat(health.getString("status")).isEqualTo("disabled");
            assertThat(health.getString("disabled_by")).isEqualTo("receiver");
            assertThat(health.getString("reason")).contains("410");
            raiseEvent();
            receiver.staysAt(1, QUIET);
            assertThat(company.deliveries(endpoint, "status=cancelled")).hasSize(1);

            receiver.nowAnswer(Reply.ok());
            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("enabled", true).build());
            raiseEvent();
            receiver.awaitRequests(EVENT, 2);
            assertThat(company.webhook(endpoint).getJsonObject("health").getString("status"))
                    .isEqualTo("healthy");
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aReceiverThatTakesTooLongHasFailed() {
        Duration tooLong = SharedServer.TIMEOUT.plusSeconds(2);
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.ok().after(tooLong), Reply.ok())) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            raiseEvent();

            receiver.awaitRequests(EVENT, 2);
            JsonObject delivery = DeliveryStates.await(company, endpoint, "delivered");

            JsonObject first = delivery.getJsonArray("attempts").getJsonObject(0);
            assertThat(first.isNull("status_code")).isTrue();
            assertThat(first.getString("error")).contains("2000 ms");
            assertThat(first.getJsonNumber("duration_ms").longValue())
                    .isBetween(SharedServer.TIMEOUT.toMillis() - 100, tooLong.toMillis() - 1);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aSlowReceiverWithinTheTimeIsASuccess() {
        try (WebhookReceiver receiver = WebhookReceiver.slow(SharedServer.TIMEOUT.dividedBy(2))) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            raiseEvent();

            JsonObject delivery = DeliveryStates.await(company, endpoint, "delivered");

            assertThat(delivery.getJsonArray("attempts")).hasSize(1);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aSlowReceiverDoesNotHoldUpAnother() {
        try (WebhookReceiver slow = WebhookReceiver.slow(SharedServer.TIMEOUT.plusSeconds(1));
                WebhookReceiver quick = WebhookReceiver.start()) {
            Endpoint slowEndpoint = company.webhook(slow.uri(), EVENT);
            Endpoint quickEndpoint = company.webhook(quick.uri(), EVENT);
            for (int event = 0; event < 5; event++) {
                raiseEvent();
            }

            assertThat(quick.awaitRequests(EVENT, 5)).hasSize(5);
            company.deleteWebhook(slowEndpoint);
            company.deleteWebhook(quickEndpoint);
        }
    }

    @Test
    void aReceiverThatIsDownIsTriedAgain() throws IOException {
        Endpoint endpoint = company.webhook(unusedAddress(), EVENT);
        raiseEvent();

        JsonObject delivery = DeliveryStates.awaitAttempts(company, endpoint, 2);

        assertThat(delivery.getString("status")).isEqualTo("pending");
        assertThat(delivery.getJsonArray("attempts").getValuesAs(JsonObject.class))
                .allSatisfy(attempt -> {
                    assertThat(attempt.isNull("status_code")).isTrue();
                    assertThat(attempt.getString("error")).isNotBlank();
                });
        company.deleteWebhook(endpoint);
    }

    @Test
    void pendingDeliveriesOfADeletedEndpointAreCancelled() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            raiseEvent();
            String deliveryId =
                    DeliveryStates.awaitAttempts(company, endpoint, 1).getString("id");

            company.deleteWebhook(endpoint);

            JsonObject delivery = company.delivery(deliveryId);
            assertThat(delivery.getString("status")).isEqualTo("cancelled");
            assertThat(delivery.isNull("next_attempt_at")).isTrue();
            receiver.staysAt(1, QUIET);
            company.api()
                    .post("/api/deliveries/" + deliveryId + "/retry", JsonValue.EMPTY_JSON_OBJECT)
                    .expect(409);
        }
    }

    @Test
    void aDisabledEndpointGetsNothingUntilItIsEnabledAgain() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("enabled", false).build());
            raiseEvent();
            receiver.staysAt(0, QUIET);
            assertThat(company.deliveries(endpoint, "status=cancelled")).hasSize(1);
            assertThat(company.webhook(endpoint).getJsonObject("health").getString("status"))
                    .isEqualTo("disabled");

            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("enabled", true).build());
            raiseEvent();

            receiver.awaitFirst(EVENT);
            receiver.staysAt(1, QUIET);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void anEndpointGetsOnlyTheEventsThatItWants() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.blocked");
            raiseEvent();
            agent.check("database.drop", "{}");

            receiver.awaitFirst("log.blocked");
            receiver.staysAt(1, QUIET);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void everyEndpointGetsTheEvent() {
        try (WebhookReceiver one = WebhookReceiver.start();
                WebhookReceiver other = WebhookReceiver.start()) {
            Endpoint first = company.webhook(one.uri(), EVENT);
            Endpoint second = company.webhook(other.uri(), EVENT);
            raiseEvent();

            ReceivedWebhook atOne = one.awaitFirst(EVENT);
            ReceivedWebhook atOther = other.awaitFirst(EVENT);

            assertThat(atOne.body()).isEqualTo(atOther.body());
            assertThat(atOne.isSignedWith(first.secret())).isTrue();
            assertThat(atOther.isSignedWith(second.secret())).isTrue();
            assertThat(atOther.isSignedWith(first.secret())).isFalse();
            company.deleteWebhook(first);
            company.deleteWebhook(second);
        }
    }

    @Test
    void testWebhookTellsWhatTheReceiverAnswered() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(
                Reply.ok().saying("hello"), Reply.status(418).saying("teapot"))) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);

            JsonObject success = company.testWebhook(endpoint);
            JsonObject failure = company.testWebhook(endpoint);

            assertThat(success.getBoolean("success")).isTrue();
            assertThat(success.getInt("status_code")).isEqualTo(200);
            assertThat(success.getString("response_body")).isEqualTo("hello");
            assertThat(success.isNull("error")).isTrue();
            assertThat(success.getJsonNumber("duration_ms").longValue()).isNotNegative();
            assertThat(failure.getBoolean("success")).isFalse();
            assertThat(failure.getInt("status_code")).isEqualTo(418);
            assertThat(failure.getString("response_body")).isEqualTo("teapot");
            assertThat(failure.getString("error")).contains("418");
            assertThat(company.delivery(failure.getString("delivery_id")).getString("status"))
                    .isEqualTo("exhausted");
            ReceivedWebhook test = receiver.awaitFirst("webhook.test");
            assertThat(test.data().getString("webhook_id")).isEqualTo(endpoint.id());
            assertThat(test.isSignedWith(endpoint.secret())).isTrue();
            receiver.staysAt(2, QUIET);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void testWebhookTellsThatNobodyListens() throws IOException {
        Endpoint endpoint = company.webhook(unusedAddress(), EVENT);

        JsonObject report = company.testWebhook(endpoint);

        assertThat(report.getBoolean("success")).isFalse();
        assertThat(report.isNull("status_code")).isTrue();
        assertThat(report.getString("error")).isNotBlank();
        company.deleteWebhook(endpoint);
    }

    private static void assertSameEventEachTime(List<ReceivedWebhook> requests, Endpoint endpoint) {
        ReceivedWebhook first = requests.get(0);
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.id()).isEqualTo(first.id());
            assertThat(request.body()).isEqualTo(first.body());
            assertThat(request.isSignedWith(endpoint.secret())).isTrue();
        });
        assertThat(requests)
                .extracting(request -> Long.parseLong(request.header("webhook-timestamp")))
                .as("each attempt carries its own time")
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(requests)
                .extracting(request -> request.header("webhook-signature"))
                .doesNotHaveDuplicates();
    }

    private static void assertGapsFollowTheSchedule(List<ReceivedWebhook> requests) {
        for (int retry = 1; retry < requests.size(); retry++) {
            Duration delay = SharedServer.RETRY_DELAYS[retry - 1];
            Duration withJitter = delay.plus(delay.dividedBy(5));
            assertThat(requests.get(retry).since(requests.get(retry - 1)))
                    .as("wait before retry %d", retry)
                    .isBetween(delay, withJitter.plus(LATENESS));
        }
    }

    private static URI unusedAddress() {
        return URI.create("http://127.0.0.1:" + Ports.any() + "/");
    }
}
