package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentRules;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends by itself: approvals that nobody decides, permissions and uses. Its time passes when a test says so. */
class ExpiryJourneyIT {

    private static final String ACTION = "stripe.refund";
    private static final Duration EXPIRY = Duration.ofMinutes(10);

    private static AgentWardenServer server;

    private Company company;
    private Agent agent;
    private AgentRules rules;

    @BeforeAll
    static void start() {
        server = AgentWardenServer.named("expiry")
                .with("AGENTWARDEN_APPROVALS_EXPIRY", "10m")
                .withMovableClock()
                .start();
    }

    @BeforeEach
    void signUp() {
        company = Company.register(server.baseUri());
        agent = company.agent("slow-bot");
        rules = new AgentRules(company, agent, "crm.read");
        company.requireApproval(agent, ACTION);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anApprovalThatNobodyDecidesExpiresAndThatIsTold() {
        try (WebhookReceiver receiver = WebhookReceiver.start();
                WebhookReceiver guideReceiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "approval.expired");
            company.webhook(guideReceiver.uri());
            String approvalId = agent.check(ACTION, "{\"amount\":50.00}").awaitedApproval();
            JsonObject pending = company.approval(approvalId);
            assertThat(Duration.between(
                            Instant.parse(pending.getString("created_at")),
                            Instant.parse(pending.getString("expires_at"))))
                    .isEqualTo(EXPIRY);
            server.time().pass(EXPIRY);

            ReceivedWebhook webhook = receiver.awaitFirst("approval.expired");

            JsonObject data = webhook.data();
            assertThat(data.getString("approval_id")).isEqualTo(approvalId);
            assertThat(data.getString("agent_id")).isEqualTo(agent.id());
            assertThat(data.getString("status")).isEqualTo("expired");
            assertThat(data).containsKey("resolved_by");
            assertThat(data.isNull("resolved_by")).isTrue();
            assertThat(webhook.text()).contains("\"context\":{\"amount\":50.00}");
            assertThat(company.approval(approvalId).getString("status")).isEqualTo("expired");
            assertThat(agent.approval(approvalId).getString("status")).isEqualTo("expired");
            assertThat(guideReceiver.requests())
                    .as("only those who subscribe hear of it")
                    .extracting(ReceivedWebhook::event)
                    .containsOnly("log.pending_approval");
        }
    }

    @Test
    void aClaimWithoutAReportHasTheOutcomeNoneUntilALateReport() {
        String approved = agent.check(ACTION, "{}").awaitedApproval();
        company.approve(approved);
        server.time().pass(Duration.ofMinutes(16));
        assertThat(company.approval(approved).isNull("outcome")).isTrue();
        agent.claim(approved, ACTION, "{}").expect(200);
        assertThat(company.approvals("outcome=none")).isEmpty();

        server.time().pass(Duration.ofMinutes(15));

        assertThat(company.approval(approved).getString("outcome")).isEqualTo("none");
        assertThat(agent.approval(approved).getString("outcome")).isEqualTo("none");
        assertThat(company.approval(approved).isNull("outcome_at")).isTrue();
        assertThat(company.approvals("outcome=none"))
                .extracting(approval -> approval.asJsonObject().getString("id"))
                .containsExactly(approved);
        agent.reportOf(approved, ACTION, "success", "{}").expect(200);
        assertThat(company.approval(approved).getString("outcome")).isEqualTo("success");
        assertThat(company.approvals("outcome=none")).isEmpty();
        assertThat(company.approvals("outcome=failed")).isEmpty();
        assertThat(company.approvals("outcome=success")).hasSize(1);
    }

    @Test
    void anExpiredApprovalCanNotBeDecided() {
        String approvalId = agent.check(ACTION, "{\"late\":true}").awaitedApproval();
        letExpire(approvalId);

        assertThat(company.decide(approvalId, "approve")
                        .expect(409)
                        .json()
                        .getJsonObject("detail")
                        .getString("error"))
                .isEqualTo("already_resolved");
        assertThat(company.approval(approvalId).getString("status")).isEqualTo("expired");
    }

    @Test
    void askingAgainAfterTheExpiryAsksForANewApproval() {
        String first = agent.check(ACTION, "{\"again\":true}").awaitedApproval();
        letExpire(first);

        assertThat(agent.check(ACTION, "{\"again\":true}").awaitedApproval()).isNotEqualTo(first);
    }

    @Test
    void aCheckNeverAnswersAnApprovalWhoseTimeIsOver() {
        String first = agent.check(ACTION, "{\"always\":true}").awaitedApproval();

        server.time().pass(EXPIRY);

        // Whether the sweep has come by or not.
        String second = agent.check(ACTION, "{\"always\":true}").awaitedApproval();
        assertThat(second).isNotEqualTo(first);
        assertThat(Instant.parse(company.approval(second).getString("expires_at")))
                .isAfter(server.time().now());
    }

    @Test
    void aPermissionEndsAtItsTime() {
        String end = server.time().now().plus(Duration.ofMinutes(10)).toString();
        rules.add("{'action':'crm.read','expires_at':'" + end + "'}");
        assertThat(rules.check("{}").getBoolean("allowed")).isTrue();

        server.time().pass(Duration.ofMinutes(10));

        assertThat(rules.check("{}").getString("reason")).isEqualTo("No permission for action 'crm.read'");
    }

    @Test
    void aUseCountsForTheTimeOfItsLimit() {
        rules.add("{'action':'crm.read','limits':[{'count':1,'per':'1h'}]}");
        assertThat(rules.check("{}").getBoolean("allowed")).isTrue();
        assertThat(rules.check("{}").getString("reason")).isEqualTo("Over the limit: at most 1 in 1h");

        server.time().pass(Duration.ofMinutes(59));
        assertThat(rules.check("{}").getBoolean("allowed")).isFalse();

        server.time().pass(Duration.ofMinutes(2));
        assertThat(rules.check("{}").getBoolean("allowed")).isTrue();
    }

    private void letExpire(String approvalId) {
        server.time().pass(EXPIRY);
        await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> company.approval(approvalId).getString("status").equals("expired"));
    }
}
