package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an organization on the free plan may not do. */
@ExtendWith(SharedServer.class)
class PlanIT {

    private Company company;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        company.takePlan("free");
    }

    @Test
    void aThirdAgentIsAnsweredWithTheDocumentedObject() {
        company.agent("first");
        company.agent("second");

        Answer answer = company.api().post("/api/agents", "{\"name\":\"third\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json()).isEqualTo(json("""
            {"detail": {
              "error": "plan_limit_exceeded",
              "message": "Agent limit reached (2/2). Upgrade your plan to create more agents.",
              "limit_type": "agents",
              "current_plan": "free",
              "upgrade_url": "/settings?tab=plans"}}
            """));
        assertThat(company.api().get("/api/agents").array()).hasSize(2);
    }

    @Test
    void theLimitHoldsForAgentsThatComeAtTheSameTime() {
        List<CompletableFuture<Answer>> answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> company.api().post("/api/agents", "{\"name\":\"agent-" + i + "\"}")))
                .toList();

        assertThat(answers.stream().map(answer -> answer.join().status()).sorted())
                .containsExactly(201, 201, 403, 403, 403, 403);
    }

    @Test
    void roomIsMadeByDeletingAnAgent() {
        Agent first = company.agent("first");
        company.agent("second");

        company.api().delete("/api/agents/" + first.id()).expect(204);

        company.agent("third");
    }

    @Test
    void webhooksAreNotIncluded() {
        Answer answer = company.api()
                .post("/api/webhooks", "{\"url\":\"https://example.com/hook\",\"events\":[\"log.failed\"]}");

        assertPlanLimit(answer, "webhooks");
        assertThat(company.api().get("/api/webhooks").array()).isEmpty();
    }

    @Test
    void approvalsAreNotIncluded() {
        Agent agent = company.agent("refund-bot");
        String permissions = "/api/agents/" + agent.id() + "/permissions";

        for (String asks : List.of(
                "\"requires_approval\":true",
                "\"effect\":\"ask\",\"mode\":\"shadow\"",
                "\"limits\":[{\"count\":1,\"per\":\"1h\",\"then\":\"ask\"}]")) {
            assertPlanLimit(
                    company.api().post(permissions, "{\"action\":\"stripe.refund\"," + asks + "}"), "approvals");
        }
        assertThat(company.api().get(permissions).array()).isEmpty();
    }

    @Test
    void aPermissionCanNotBeTurnedIntoOneWithApproval() {
        Agent agent = company.agent("refund-bot");
        String permissionId = company.allow(agent, "stripe.refund");

        Answer answer = company.api().put("/api/permissions/" + permissionId, "{\"requires_approval\":true}");

        assertPlanLimit(answer, "approvals");
        assertThat(agent.check("stripe.refund", "{}").allowed()).isTrue();
    }

    @Test
    void checksAndReportsAreIncluded() {
        Agent agent = company.agent("refund-bot");
        company.allow(agent, "stripe.refund");

        assertThat(agent.check("stripe.refund", "{}").allowed()).isTrue();
        assertThat(agent.log("stripe.refund", "failed", "{}").getString("status"))
                .isEqualTo("failed");
    }

    @Test
    void afterADowngradeAgentsAreKeptAndNoMoreAreTaken() {
        company.takePlan("pro");
        List.of("first", "second", "third").forEach(company::agent);

        company.takePlan("free");

        assertThat(company.api().get("/api/agents").array()).hasSize(3);
        Answer answer = company.api().post("/api/agents", "{\"name\":\"fourth\"}");
        assertPlanLimit(answer, "agents");
        assertThat(answer.json().getJsonObject("detail").getString("message")).startsWith("Agent limit reached (3/2).");
    }

    @Test
    void afterADowngradePermissionsWithApprovalGoOnAsking() {
        company.takePlan("pro");
        Agent agent = company.agent("refund-bot");
        String permissionId = company.requireApproval(agent, "stripe.refund");

        company.takePlan("free");

        String approval = agent.check("stripe.refund", "{}").awaitedApproval();
        assertThat(company.approve(approval).getString("status")).isEqualTo("approved");
        company.api()
                .put("/api/permissions/" + permissionId, "{\"requires_approval\":false}")
                .expect(200);
        assertThat(agent.check("stripe.refund", "{}").allowed()).isTrue();
    }

    @Test
    void afterADowngradeWebhooksAreKeptAndNotSentAndAfterAnUpgradeTheySendAgain() {
        company.takePlan("pro");
        Agent agent = company.agent("refund-bot");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            agent.log("stripe.refund", "failed", "{\"number\":1}");
            receiver.awaitTotal(1);

            company.takePlan("free");
            agent.log("stripe.refund", "failed", "{\"number\":2}");
            JsonObject missed = company.deliveries(endpoint).getJsonObject(0);
            assertThat(missed.getString("status")).isEqualTo("cancelled");
            assertThat(missed.getString("last_error")).contains("plan");

            company.takePlan("business");
            agent.log("stripe.refund", "failed", "{\"number\":3}");
            receiver.awaitTotal(2);
            assertThat(numbers(receiver)).containsExactly(1, 3);

            String recovery = "{\"since\":\"" + missed.getString("created_at") + "\"}";
            company.api()
                    .post("/api/webhooks/" + endpoint.id() + "/recover", recovery)
                    .expect(202);
            receiver.awaitTotal(3);
            assertThat(numbers(receiver)).containsExactly(1, 3, 2);
        }
    }

    private static List<Integer> numbers(WebhookReceiver receiver) {
        return receiver.requests().stream()
                .map(request -> request.data().getJsonObject("context").getInt("number"))
                .toList();
    }

    @Test
    void whatIsPendingAtADowngradeIsCancelledWhenItIsDue() {
        company.takePlan("pro");
        Agent agent = company.agent("refund-bot");
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            agent.log("stripe.refund", "failed", "{}");
            DeliveryStates.awaitAttempts(company, endpoint, 1);

            company.takePlan("free");

            JsonObject delivery = DeliveryStates.await(company, endpoint, "cancelled");
            assertThat(delivery.getString("last_error")).contains("plan");
            assertThat(receiver.requests()).hasSameSizeAs(delivery.getJsonArray("attempts"));
        }
    }

    @Test
    void afterADowngradeNothingCanBeSentByHandAndWebhooksCanBeTakenAway() {
        company.takePlan("pro");
        Agent agent = company.agent("refund-bot");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            agent.log("stripe.refund", "failed", "{}");
            String delivery =
                    DeliveryStates.await(company, endpoint, "delivered").getString("id");

            company.takePlan("free");

            String webhook = "/api/webhooks/" + endpoint.id();
            String since = "{\"since\":\"2026-01-01T00:00:00Z\"}";
            assertPlanLimit(company.api().post(webhook + "/test", "{}"), "webhooks");
            assertPlanLimit(company.api().post(webhook + "/recover", since), "webhooks");
            assertPlanLimit(company.api().post(webhook + "/replay", since), "webhooks");
            assertPlanLimit(company.api().post("/api/deliveries/" + delivery + "/retry", "{}"), "webhooks");
            assertPlanLimit(company.api().put(webhook, "{\"description\":\"x\"}"), "webhooks");
            company.rotateSecret(endpoint);
            company.deleteWebhook(endpoint);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    private static void assertPlanLimit(Answer answer, String limitType) {
        assertThat(answer.status()).isEqualTo(403);
        JsonObject detail = answer.json().getJsonObject("detail");
        assertThat(detail.getString("error")).isEqualTo("plan_limit_exceeded");
        assertThat(detail.getString("message")).isNotBlank();
        assertThat(detail.getString("limit_type")).isEqualTo(limitType);
        assertThat(detail.getString("current_plan")).isEqualTo("free");
        assertThat(detail.getString("upgrade_url")).isEqualTo("/settings?tab=plans");
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
