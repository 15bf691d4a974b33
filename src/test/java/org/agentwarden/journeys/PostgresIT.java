package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
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

    @Test
    void whileTheDatabaseIsAwayRequestsAreToldToComeBackAndNothingIsLost() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("reporter");
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.ok())) {
            company.webhook(receiver.uri(), "log.failed");
            agent.log("stripe.refund", "failed", "{\"amount\": 1}");
            receiver.awaitRequests("log.failed", 1);
            postgres.crash();
            try {
                Answer away = agent.report("stripe.refund", "failed", "{\"amount\": 2}");
                assertThat(away.status()).isEqualTo(503);
                assertThat(away.header("Retry-After")).isPresent();
                assertThat(away.json().getString("detail")).isEqualTo("Service unavailable");
            } finally {
                postgres.resume();
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> agent.report("stripe.refund", "failed", "{\"amount\": 3}")
                                    .status()
                            == 200);
            assertThat(receiver.awaitRequests("log.failed", 2).get(1).text()).contains("\"amount\":3");
        }
    }
}
