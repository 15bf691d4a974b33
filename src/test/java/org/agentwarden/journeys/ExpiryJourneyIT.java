package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Approvals that nobody decides in time, on a server that waits three seconds for them. */
class ExpiryJourneyIT {

    private static final String ACTION = "stripe.refund";

    private static AgentWardenServer server;

    private Company company;
    private Agent agent;

    @BeforeAll
    static void start() {
        server = AgentWardenServer.named("expiry")
                .with("AGENTWARDEN_APPROVALS_EXPIRY", "3s")
                .start();
    }

    @BeforeEach
    void signUp() {
        company = Company.register(server.baseUri());
        agent = company.agent("slow-bot");
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
            Endpoint endpoint = company.webhook(receiver.uri(), "approval.expired");
            company.webhook(guideReceiver.uri());
            String approvalId = agent.check(ACTION, "{\"amount\":50.00}").awaitedApproval();
            JsonObject pending = company.approval(approvalId);
            assertThat(Duration.between(
                            Instant.parse(pending.getString("created_at")),
                            Instant.parse(pending.getString("expires_at"))))
                    .isEqualTo(Duration.ofSeconds(3));

            ReceivedWebhook webhook = receiver.awaitFirst("approval.expired");

            assertThat(webhook.isSignedWith(endpoint.secret())).isTrue();
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
    void anExpiredApprovalCanNotBeDecided() {
        String approvalId = agent.check(ACTION, "{\"late\":true}").awaitedApproval();
        awaitExpiry(approvalId);

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
        awaitExpiry(first);

        assertThat(agent.check(ACTION, "{\"again\":true}").awaitedApproval()).isNotEqualTo(first);
    }

    @Test
    void aCheckNeverAnswersAnApprovalWhoseTimeIsOver() {
        String first = agent.check(ACTION, "{\"always\":true}").awaitedApproval();

        await().atMost(LoadFactor.scale(Duration.ofSeconds(60)))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !approvalAskedFor(agent).equals(first));
    }

    /** Checks, and looks whether the approval had time left when the check began. */
    private String approvalAskedFor(Agent asking) {
        Instant begun = Instant.now();
        String approvalId = asking.check(ACTION, "{\"always\":true}").awaitedApproval();
        assertThat(Instant.parse(company.approval(approvalId).getString("expires_at")))
                .isAfter(begun);
        return approvalId;
    }

    private void awaitExpiry(String approvalId) {
        await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> company.approval(approvalId).getString("status").equals("expired"));
    }
}
