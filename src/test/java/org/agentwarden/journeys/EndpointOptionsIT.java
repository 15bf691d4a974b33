package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint can have its own way: headers, the events that it hears of, the shape of the body. */
@ExtendWith(SharedServer.class)
class EndpointOptionsIT {

    private static final String EVENT = "log.failed";

    private static Company company;
    private static Agent support;
    private static Agent sales;

    @BeforeAll
    static void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        support = company.agent("support-bot");
        sales = company.agent("sales-bot");
    }

    private static Answer create(WebhookReceiver receiver, JsonObjectBuilder options) {
        options.add("url", receiver.uri().toString()).add("events", Json.createArrayBuilder(List.of(EVENT)));
        return company.api().post("/api/webhooks", options.build());
    }

    private static Endpoint created(WebhookReceiver receiver, JsonObjectBuilder options) {
        JsonObject webhook = create(receiver, options).expect(201).json();
        return new Endpoint(webhook.getString("id"), webhook.getString("secret"));
    }

    @Test
    void itsOwnHeadersComeWithEveryRequestAndTheirValuesAreNotShown() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            JsonObjectBuilder headers = Json.createObjectBuilder()
                    .add("Authorization", "Bearer gate-7")
                    .add("X-Team", "billing");
            Endpoint endpoint = created(receiver, Json.createObjectBuilder().add("headers", headers));

            support.log("stripe.refund", "failed", "{}");

            ReceivedWebhook request = receiver.awaitFirst(EVENT);
            assertThat(request.header("authorization")).isEqualTo("Bearer gate-7");
            assertThat(request.header("x-team")).isEqualTo("billing");
            assertThat(request.header("user-agent")).isEqualTo("AgentWarden-Webhook/1.0");
            assertThat(company.webhook(endpoint).getJsonArray("header_names").toString())
                    .isEqualTo("[\"Authorization\",\"X-Team\"]");
            assertThat(company.webhook(endpoint).toString()).doesNotContain("gate-7");
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void itsHeadersAreDroppedWhenItsUrlNamesAnotherReceiver() {
        try (WebhookReceiver receiver = WebhookReceiver.start();
                WebhookReceiver other = WebhookReceiver.start()) {
            JsonObjectBuilder headers = Json.createObjectBuilder().add("Authorization", "Bearer gate-7");
            Endpoint endpoint = created(receiver, Json.createObjectBuilder().add("headers", headers));

            company.changeWebhook(
                    endpoint,
                    Json.createObjectBuilder()
                            .add("url", receiver.uri() + "?key=1")
                            .build());
            assertThat(company.webhook(endpoint).getJsonArray("header_names")).hasSize(1);
            company.changeWebhook(
                    endpoint,
                    Json.createObjectBuilder()
                            .add("url", other.uri().toString())
                            .build());

            assertThat(company.webhook(endpoint).getJsonArray("header_names")).isEmpty();
            company.testWebhook(endpoint);
            assertThat(other.awaitFirst("webhook.test").headers()).doesNotContainKey("authorization");
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void onlyAdminsSeeTheQueryOfItsUrl() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(URI.create(receiver.uri() + "?key=secret"), EVENT);

            for (String role : List.of("approver", "viewer")) {
                Company colleague = company.invite(role);
                assertThat(colleague.webhook(endpoint).getString("url"))
                        .isEqualTo(receiver.uri().toString());
                assertThat(colleague.api().get("/api/webhooks").expect(200).body())
                        .doesNotContain("key=secret");
            }
            assertThat(company.webhook(endpoint).getString("url")).endsWith("?key=secret");
            company.deleteWebhook(endpoint);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Host\":\"elsewhere.example\"}",
                "{\"Content-Length\":\"1\"}",
                "{\"webhook-signature\":\"v1,forged\"}",
                "{\"X-AgentWarden-Event\":\"log.blocked\"}",
                "{\"Transfer-Encoding\":\"chunked\"}",
                "{\"X-Note\":\"a\\r\\nX-Injected: b\"}",
                "{\"X-Note\":\"\"}",
                "{\"X-Note\":\" padded \"}",
                "{\"X-Note\":7}",
                "{\"X Note\":\"a\"}",
                "{\"X-Note\\r\\nX-Injected\":\"a\"}",
                "{\"\":\"a\"}",
                "{\"X-Note\":\"a\",\"x-note\":\"b\"}",
                "[\"X-Note\"]"
            })
    void headersThatAreNotItsOwnOrNoHeadersAreRefused(String headers) {
        Answer answer = company.api()
                .post(
                        "/api/webhooks",
                        "{\"url\":\"https://example.com/\",\"events\":[\"log.failed\"],\"headers\":" + headers + "}")
                .expect(400);
        assertThat(answer.body()).contains("\"field\":\"headers\"");
    }

    @Test
    void anOrganizationHasAtMostAHundredWebhooksAndAnotherOnlyOnceOneIsDeleted(AgentWardenServer server) {
        Company large = Company.register(server.baseUri());
        String webhook = "{\"url\":\"https://example.com/\",\"events\":[\"log.failed\"]}";
        String last = "";
        for (int number = 0; number < 100; number++) {
            last = large.api().post("/api/webhooks", webhook).expect(201).json().getString("id");
        }

        JsonObject detail =
                large.api().post("/api/webhooks", webhook).expect(403).json().getJsonObject("detail");
        assertThat(detail.getString("limit_type")).isEqualTo("webhooks");
        assertThat(detail.getString("message")).contains("100/100");

        large.api().delete("/api/webhooks/" + last).expect(204);
        large.api().post("/api/webhooks", webhook).expect(201);
    }

    @Test
    void aFilterOfManyWildcardsStopsNoReports() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = created(
                    receiver,
                    Json.createObjectBuilder()
                            .add("filter_actions", Json.createArrayBuilder().add("*a*a*a*a*b")));

            support.log("a".repeat(200), "failed", "{}");
            support.log("a".repeat(199) + "b", "failed", "{}");

            assertThat(receiver.awaitRequests(EVENT, 1).get(0).data().getString("action"))
                    .endsWith("b");
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aFilterLetsOnlyTheNamedAgentsAndActionsPass() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = created(
                    receiver,
                    Json.createObjectBuilder()
                            .add("filter_agents", Json.createArrayBuilder().add("support-*"))
                            .add(
                                    "filter_actions",
                                    Json.createArrayBuilder().add("stripe.*").add("crm.delete")));

            sales.log("stripe.refund", "failed", "{}");
            support.log("crm.read", "failed", "{}");
            support.log("stripe.refund", "failed", "{}");
            support.log("crm.delete", "failed", "{}");

            List<ReceivedWebhook> requests = receiver.awaitRequests(EVENT, 2);
            assertThat(requests)
                    .extracting(request -> request.data().getString("action"))
                    .containsExactlyInAnyOrder("stripe.refund", "crm.delete");
            assertThat(requests)
                    .extracting(request -> request.data().getString("agent_id"))
                    .containsOnly(support.id());
            assertThat(company.deliveries(endpoint)).hasSize(2);
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aCloudEventCarriesTheSameFactsAndTheSignatureOfItsOwnBody() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = created(receiver, Json.createObjectBuilder().add("format", "cloudevents"));

            support.log("stripe.refund", "failed", "{\"amount\":50.00}");

            receiver.awaitTotal(1);
            ReceivedWebhook request = receiver.requests().get(0);
            assertThat(request.header("content-type")).isEqualTo("application/cloudevents+json");
            JsonObject event = request.json();
            assertThat(event.getString("specversion")).isEqualTo("1.0");
            assertThat(event.getString("id")).isEqualTo(request.id());
            assertThat(event.getString("type")).isEqualTo("io.agentwarden.log.failed");
            assertThat(event.getString("source")).isEqualTo("/organizations/" + company.organizationId());
            assertThat(event.getString("time")).endsWith("Z");
            assertThat(request.text()).contains("\"amount\":50.00");
            assertThat(request.isSignedWith(endpoint.secret())).isTrue();
            assertThat(DeliveryStates.await(company, endpoint, "delivered").getString("payload"))
                    .isEqualTo(request.text());
            company.deleteWebhook(endpoint);
        }
    }
}
