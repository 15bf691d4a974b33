package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.PostgresServer;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same server on a real PostgreSQL, by configuration alone; skipped where none is installed. */
class PostgresIT {

    private static PostgresServer postgres;
    private static AgentWardenServer server;

    @BeforeAll
    static void startBoth() {
        Tools.need(PostgresServer.isInstalled(), "a PostgreSQL server (Debian: postgresql)");
        postgres = PostgresServer.start();
        server = AgentWardenServer.named("postgres")
                .with("AGENTWARDEN_DATABASE_URL", postgres.createDatabase("agentwarden"))
                .with("AGENTWARDEN_DATABASE_USER", PostgresServer.USER)
                .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "200ms,400ms,800ms")
                .start();
    }

    @AfterAll
    static void stopBoth() {
        if (server != null) {
            server.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void anApprovedActionReachesItsReceiverAtTheThirdAttemptAndSurvivesARestart() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refunder");
        company.requireApproval(agent, "stripe.refund");
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500), Reply.status(500), Reply.ok())) {
            Endpoint endpoint = company.webhook(receiver.uri(), "approval.approved");
            String approval = agent.check("stripe.refund", "{\"amount\": 50.00, \"note\": \"für Zoë ✓\"}")
                    .approvalId();
            company.approve(approval);

            assertThat(receiver.awaitRequests("approval.approved", 3))
                    .extracting(request -> request.attempt())
                    .containsExactly(1, 2, 3);
            assertThat(receiver.requests()).allMatch(request -> request.isSignedWith(endpoint.secret()));
            assertThat(receiver.requests().get(0).text()).contains("\"amount\":50.00,\"note\":\"für Zoë ✓\"");

            server.restart();
            assertThat(company.approval(approval).getString("status")).isEqualTo("approved");
        }
    }
}
