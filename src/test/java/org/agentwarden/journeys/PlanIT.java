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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an organization on the free plan may not do. */
class PlanIT {

    private static AgentWardenServer server;

    private Company company;

    @BeforeAll
    static void start() {
        server = AgentWardenServer.named("free-plan")
                .with("AGENTWARDEN_DEFAULT_PLAN", "free")
                .start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void signUp() {
        company = Company.register(server.baseUri());
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

        Answer answer = company.api().post(permissions, "{\"action\":\"stripe.refund\",\"requires_approval\":true}");

        assertPlanLimit(answer, "approvals");
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
