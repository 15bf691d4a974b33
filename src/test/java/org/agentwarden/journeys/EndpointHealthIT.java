package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server makes of a webhook that only fails, whom it tells, and how what was missed is sent again. */
@ExtendWith(SharedServer.class)
class EndpointHealthIT {

    private static final String EVENT = "log.failed";
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(30));

    /** The default of {@code agentwarden.webhooks.limit}. */
    private static final int MOST_WEBHOOKS = 100;

    private Company company;
    private Agent agent;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("health-bot");
    }

    private void raiseEvents(int count) {
        for (int number = 0; number < count; number++) {
            agent.log("stripe.refund", "failed", "{\"number\":" + number + "}");
        }
    }

    /** A webhook whose deliveries are exhausted after one attempt. */
    private Endpoint impatientWebhook(WebhookReceiver receiver) {
        Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
        company.changeWebhook(
                endpoint, Json.createObjectBuilder().add("max_retries", 0).build());
        return endpoint;
    }

    private JsonObject health(Endpoint endpoint) {
        return company.webhook(endpoint).getJsonObject("health");
    }

    private void awaitHealth(Endpoint endpoint, String status) {
        until(() -> health(endpoint).getString("status").equals(status));
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    @Test
    void aWebhookThatExhaustsTooManyInARowIsDisabledAndTheOthersHearOfIt() {
        try (WebhookReceiver broken = WebhookReceiver.answering(Reply.status(500));
                WebhookReceiver pager = WebhookReceiver.start()) {
            Endpoint endpoint = impatientWebhook(broken);
            company.webhook(pager.uri(), "webhook.disabled", "delivery.exhausted");

            raiseEvents(SharedServer.EXHAUSTED_IN_A_ROW);

            ReceivedWebhook disabled = pager.awaitFirst("webhook.disabled");
            assertThat(disabled.data().getString("webhook_id")).isEqualTo(endpoint.id());
            assertThat(disabled.data().getString("disabled_by")).isEqualTo("rule");
            assertThat(disabled.data().getString("reason")).contains("500");
            ReceivedWebhook exhausted = pager.awaitRequests("delivery.exhausted", SharedServer.EXHAUSTED_IN_A_ROW)
                    .get(0);
            assertThat(exhausted.data().getInt("attempt_count")).isEqualTo(1);
            assertThat(exhausted.data().getJsonObject("event").getString("event"))
                    .isEqualTo(EVENT);
            assertThat(company.webhook(endpoint).getBoolean("enabled")).isFalse();
            assertThat(health(endpoint).getString("status")).isEqualTo("disabled");
            assertThat(health(endpoint).getString("disabled_by")).isEqualTo("rule");
        }
    }

    @Test
    void whatADisabledWebhookMissedIsRecoveredAfterItIsEnabledAgain() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500));
                WebhookReceiver pager = WebhookReceiver.start()) {
            Endpoint endpoint = impatientWebhook(receiver);
            company.webhook(pager.uri(), "webhook.recovered");
            raiseEvents(SharedServer.EXHAUSTED_IN_A_ROW);
            awaitHealth(endpoint, "disabled");
            raiseEvents(2);
            assertThat(company.deliveries(endpoint, "status=cancelled")).hasSize(2);
            int missed = SharedServer.EXHAUSTED_IN_A_ROW + 2;
            assertThat(undelivered(endpoint)).isEqualTo(missed);
            receiver.nowAnswer(Reply.ok());

            JsonObject enabled = company.api()
                    .put(
                            "/api/webhooks/" + endpoint.id(),
                            Json.createObjectBuilder().add("enabled", true).build())
                    .expect(200)
                    .json();
            JsonObject resend = resend(endpoint, "recover", enabled.getString("missed_since"));

            pager.awaitFirst("webhook.recovered");
            until(() -> company.deliveries(endpoint, "status=delivered").size() == missed);
            assertThat(undelivered(endpoint)).isZero();
            until(() -> state(resend).getString("status").equals("done"));
            assertThat(state(resend).getInt("resent")).isEqualTo(missed);
            assertThat(company.deliveries(endpoint)).hasSize(missed);
            assertThat(health(endpoint).getString("status")).isEqualTo("healthy");
        }
    }

    private int undelivered(Endpoint endpoint) {
        return company.api()
                .get("/api/deliveries?status=undelivered&limit=100&webhook_id=" + endpoint.id())
                .expect(200)
                .array()
                .size();
    }

    private JsonObject resend(Endpoint endpoint, String kind, String since) {
        return company.api()
                .post(
                        "/api/webhooks/" + endpoint.id() + "/" + kind,
                        Json.createObjectBuilder().add("since", since).build())
                .expect(202)
                .json();
    }

    private JsonObject state(JsonObject resend) {
        return company.api()
                .get("/api/resends/" + resend.getString("id"))
                .expect(200)
                .json();
    }

    @Test
    void aReplaySendsEverythingAgainUnderItsOldIds() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            raiseEvents(3);
            receiver.awaitTotal(3);
            until(() -> company.deliveries(endpoint, "status=delivered").size() == 3);

            JsonObject resend =
                    resend(endpoint, "replay", Instant.now().minusSeconds(600).toString());

            receiver.awaitTotal(6);
            until(() -> state(resend).getString("status").equals("done"));
            List<String> ids =
                    receiver.requests().stream().map(ReceivedWebhook::id).toList();
            assertThat(ids.subList(3, 6)).containsExactlyInAnyOrderElementsOf(ids.subList(0, 3));
        }
    }

    @Test
    void aResendOfNothingIsDoneAtOnceAndCancellingItIsTooLate() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            JsonObject resend =
                    resend(endpoint, "recover", Instant.now().minusSeconds(600).toString());

            until(() -> state(resend).getString("status").equals("done"));
            JsonObject cancelled = company.api()
                    .post("/api/resends/" + resend.getString("id") + "/cancel", JsonValue.EMPTY_JSON_OBJECT)
                    .expect(200)
                    .json();
            assertThat(cancelled.getString("status")).isEqualTo("done");
        }
    }

    @Test
    void anOrderThatMakesNoSenseIsRefused(AgentWardenServer server) {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
            String path = "/api/webhooks/" + endpoint.id() + "/recover";
            String future = Instant.now().plus(1, ChronoUnit.DAYS).toString();
            String past = Instant.now().minus(1, ChronoUnit.DAYS).toString();

            company.api().post(path, "{}").expect(400);
            company.api().post(path, "{\"since\":\"yesterday\"}").expect(400);
            company.api().post(path, "{\"since\":\"" + future + "\"}").expect(400);
            company.api()
                    .post("/api/webhooks/" + endpoint.id() + "/rewind", "{}")
                    .expect(404);
            Company other = Company.register(server.baseUri());
            other.api().post(path, "{\"since\":\"" + past + "\"}").expect(404);
            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("enabled", false).build());
            company.api().post(path, "{\"since\":\"" + past + "\"}").expect(409);
        }
    }

    @Test
    void anOrganizationHasAtMostAsManyRunningOrdersAsWebhooks() {
        try (WebhookReceiver broken = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = impatientWebhook(broken);
            company.changeWebhook(
                    endpoint,
                    Json.createObjectBuilder().add("ordering", "block").build());
            raiseEvents(2);
            // The second delivery waits behind the first, and orders wait for it.
            until(() -> !company.webhook(endpoint).isNull("blocked_by"));

            List<JsonObject> orders = IntStream.range(0, MOST_WEBHOOKS - 3)
                    .mapToObj(i -> order(endpoint).expect(202).json())
                    .toList();
            List<Integer> atOnce =
                    IntStream.range(0, 8)
                            .mapToObj(i -> CompletableFuture.supplyAsync(() -> order(endpoint)))
                            .toList()
                            .stream()
                            .map(answer -> answer.join().status())
                            .toList();
            assertThat(atOnce).containsOnly(202, 409);
            assertThat(atOnce.stream().filter(status -> status == 202)).hasSize(3);
            JsonObject refusal = order(endpoint).expect(409).json().getJsonObject("detail");
            assertThat(refusal.getString("error")).isEqualTo("too_many_resends");

            company.api()
                    .post("/api/resends/" + orders.get(0).getString("id") + "/cancel", "{}")
                    .expect(200);
            order(endpoint).expect(202);
            order(endpoint).expect(409);
            company.deleteWebhook(endpoint);
        }
    }

    private Answer order(Endpoint endpoint) {
        return company.api()
                .post("/api/webhooks/" + endpoint.id() + "/recover", "{\"since\":\"2026-01-01T00:00:00Z\"}");
    }

    @Test
    void theLossOfNewsAboutALossIsNoNews() {
        try (WebhookReceiver broken = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = impatientWebhook(broken);
            Endpoint alsoBroken = company.webhook(broken.uri(), "delivery.exhausted");
            Endpoint third = company.webhook(broken.uri(), "delivery.exhausted");
            for (Endpoint pager : List.of(alsoBroken, third)) {
                company.changeWebhook(
                        pager, Json.createObjectBuilder().add("max_retries", 0).build());
            }

            raiseEvents(1);

            until(() -> company.deliveries(alsoBroken, "status=exhausted").size() == 1
                    && company.deliveries(third, "status=exhausted").size() == 1);
            broken.staysAt(3, Duration.ofSeconds(2));
            assertThat(company.deliveries(endpoint)).hasSize(1);
        }
    }
}
