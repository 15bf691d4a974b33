package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;

/** What people look up: what would happen, how a webhook does, what became of one approval. */
class InsightIT extends RefundJourney {

    @Test
    void whatBecameOfApprovalsIsCountedByAgentActionAndPermission() {
        String permission = company.requireApproval(agent, "stripe.*");
        company.approve(agent.check("stripe.refund", "{\"n\":1}").awaitedApproval());
        company.reject(agent.check("stripe.refund", "{\"n\":2}").awaitedApproval());
        agent.check("stripe.payout", "{\"n\":3}").awaitedApproval();

        JsonObject statistics =
                company.api().get("/api/approvals/stats").expect(200).json();

        assertThat(statistics.getBoolean("complete")).isTrue();
        JsonObject total = statistics.getJsonObject("total");
        assertThat(total.getInt("asked")).isEqualTo(3);
        assertThat(total.getInt("approved")).isEqualTo(1);
        assertThat(total.getInt("rejected")).isEqualTo(1);
        assertThat(total.getInt("pending")).isEqualTo(1);
        assertThat(total.getInt("median_seconds")).isNotNegative();
        assertThat(statistics.getJsonArray("by_agent").getJsonObject(0).getString("agent_id"))
                .isEqualTo(agent.id());
        assertThat(statistics.getJsonArray("by_action").getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("action") + " "
                        + row.getJsonObject("counts").getInt("asked"))
                .containsExactly("stripe.refund 2", "stripe.payout 1");
        assertThat(statistics.getJsonArray("by_team")).isEmpty();
        JsonObject byPermission = statistics.getJsonArray("by_permission").getJsonObject(0);
        assertThat(byPermission.getString("permission_id")).isEqualTo(permission);
        assertThat(byPermission.getJsonObject("counts").getInt("asked")).isEqualTo(3);
        JsonObject later = company.api()
                .get("/api/approvals/stats?since=2100-01-01T00:00:00Z")
                .expect(200)
                .json();
        assertThat(later.getJsonObject("total").getInt("asked")).isZero();
        assertThat(later.getJsonObject("total").isNull("median_seconds")).isTrue();
    }

    @Test
    void whatATeamDecidesIsCountedByTeam() {
        String team = company.team("Finance", company);
        String approvers = "{\"action\":\"a\",\"effect\":\"ask\",\"approvers\":{\"team\":\"" + team + "\"}}";
        company.api()
                .post("/api/agents/" + agent.id() + "/permissions", approvers)
                .expect(201);
        company.requireApproval(agent, "b");
        company.approve(agent.check("a", "{}").awaitedApproval());
        agent.check("b", "{}").awaitedApproval();

        JsonObject statistics =
                company.api().get("/api/approvals/stats").expect(200).json();

        assertThat(statistics.getJsonArray("by_team")).hasSize(1);
        JsonObject byTeam = statistics.getJsonArray("by_team").getJsonObject(0);
        assertThat(byTeam.getString("team")).isEqualTo(team);
        assertThat(byTeam.getJsonObject("counts").getInt("asked")).isEqualTo(1);
        assertThat(byTeam.getJsonObject("counts").getInt("approved")).isEqualTo(1);
    }

    @Test
    void tryingAnActionTellsTheVerdictAndLeavesNothingBehind() {
        company.allowUpTo(agent, "stripe.charge", "100");
        company.requireApproval(agent, "stripe.refund");

        assertThat(tried("{\"action\":\"stripe.charge\",\"context\":{\"amount\":100}}")
                        .getBoolean("allowed"))
                .isTrue();
        assertThat(tried("{\"action\":\"stripe.refund\"}").getBoolean("requires_approval"))
                .isTrue();
        JsonObject blocked = tried("{\"action\":\"stripe.charge\",\"context\":{\"amount\":150}}");
        assertThat(blocked.getBoolean("allowed")).isFalse();
        assertThat(blocked.getString("reason")).isEqualTo("Amount 150.00 exceeds maximum allowed 100.00");
        assertThat(company.logs()).isEmpty();
        assertThat(company.approvals("")).isEmpty();
    }

    private JsonObject tried(String body) {
        return company.api()
                .post("/api/agents/" + agent.id() + "/try", body)
                .expect(200)
                .json();
    }

    @Test
    void anEndpointsAttemptsAreCounted() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500), Reply.ok())) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.blocked");
            agent.check("shell.rm", "{}");
            int attempts = DeliveryStates.await(company, endpoint, "delivered")
                    .getJsonArray("attempts")
                    .size();

            JsonObject stats = company.api()
                    .get("/api/webhooks/" + endpoint.id() + "/stats?hours=2")
                    .expect(200)
                    .json();

            assertThat(stats.getInt("attempts")).isEqualTo(attempts).isGreaterThanOrEqualTo(2);
            assertThat(stats.getInt("delivered")).isEqualTo(1);
            assertThat(stats.getJsonNumber("success_rate").doubleValue()).isEqualTo(1.0 / attempts);
            assertThat(stats.getJsonObject("deliveries").getInt("delivered")).isEqualTo(1);
            assertThat(stats.getJsonObject("deliveries").getInt("exhausted")).isZero();
            assertThat(stats.getJsonObject("latency_ms").getInt("p95")).isNotNegative();
            assertThat(stats.getJsonArray("hours").getValuesAs(JsonObject.class))
                    .hasSize(3)
                    .extracting(hour -> hour.getInt("attempts"))
                    .contains(attempts);
        }
    }

    @Test
    void theOverviewCountsWhatHappenedAndNothingOfOthers(AgentWardenServer server) {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500), Reply.ok());
                WebhookReceiver dead = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.blocked");
            company.webhook(dead.uri(), "log.failed");
            company.allow(agent, "crm.read");
            company.requireApproval(agent, "stripe.refund");
            agent.check("crm.read", "{}");
            agent.check("crm.read", "{}");
            agent.check("shell.rm", "{}");
            agent.check("stripe.refund", "{\"amount\":1}").awaitedApproval();
            String decided = agent.check("stripe.refund", "{\"amount\":2}").awaitedApproval();
            company.approve(decided);
            agent.log("crm.read", "success", "{}");
            int attempts = DeliveryStates.await(company, endpoint, "delivered")
                    .getJsonArray("attempts")
                    .size();

            JsonObject overview = overview(company);

            JsonObject checks = overview.getJsonObject("checks");
            assertThat(checks.getInt("allowed")).isEqualTo(2);
            assertThat(checks.getInt("blocked")).isEqualTo(1);
            assertThat(checks.getInt("pending_approval")).isEqualTo(2);
            assertThat(checks.getJsonArray("hours").getValuesAs(JsonObject.class).stream()
                            .mapToInt(hour -> hour.getInt("allowed")))
                    .hasSize(25)
                    .satisfies(hours -> assertThat(
                                    hours.stream().mapToInt(Integer::intValue).sum())
                            .isEqualTo(2));
            JsonObject approvals = overview.getJsonObject("approvals");
            assertThat(approvals.getInt("pending")).isEqualTo(1);
            assertThat(approvals.getInt("under_5_minutes") + approvals.getInt("under_1_hour"))
                    .isEqualTo(1);
            assertThat(approvals.getInt("longer")).isZero();
            JsonObject deliveries = overview.getJsonObject("deliveries");
            assertThat(deliveries.getInt("attempts")).isEqualTo(attempts).isGreaterThanOrEqualTo(2);
            assertThat(deliveries.getInt("delivered")).isEqualTo(1);
            JsonObject webhooks = overview.getJsonObject("webhooks");
            assertThat(webhooks.getInt("healthy") + webhooks.getInt("failing")).isEqualTo(2);
            assertThat(webhooks.getJsonArray("slowest_webhooks").getValuesAs(JsonObject.class))
                    .extracting(webhook -> webhook.getString("id"))
                    .containsExactly(endpoint.id());
            JsonObject strangers = overview(Company.register(server.baseUri()));
            assertThat(strangers.getJsonObject("checks").getInt("allowed")).isZero();
            assertThat(strangers.getJsonObject("approvals").getInt("pending")).isZero();
            assertThat(strangers.getJsonObject("deliveries").getInt("attempts")).isZero();
            assertThat(strangers.getJsonObject("webhooks").getInt("healthy")).isZero();
        }
    }

    private static JsonObject overview(Company company) {
        return company.api().get("/api/overview").expect(200).json();
    }

    @Test
    void theDeliveriesOfOneApprovalAreFound() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri());
            company.requireApproval(agent, "stripe.refund");
            Instant before = Instant.now().minusSeconds(5);
            String one = agent.check("stripe.refund", "{\"amount\":1}").awaitedApproval();
            agent.check("stripe.refund", "{\"amount\":2}").awaitedApproval();
            company.approve(one);

            assertThat(company.api()
                            .get("/api/deliveries?subject_id=" + one + "&created_after=" + before)
                            .expect(200)
                            .array()
                            .getValuesAs(JsonObject.class))
                    .extracting(delivery -> delivery.getString("event"))
                    .containsExactly("approval.approved", "log.pending_approval");
        }
    }
}
