package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.EventStream;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.WebhookReceiver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Open pages hear that something has changed. */
@ExtendWith(SharedServer.class)
class LivePagesIT {

    private static final String ACTION = "stripe.refund";

    @Test
    void approvalsAndDeliveriesAreToldAndWhatWasMissedIsToldLater(AgentWardenServer server) {
        Company company = Company.register(server.baseUri());
        Company stranger = Company.register(server.baseUri());
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, ACTION);
        String known;
        try (EventStream page = EventStream.open(server.baseUri(), company.token(), "");
                EventStream strangersPage = EventStream.open(server.baseUri(), stranger.token(), "");
                WebhookReceiver receiver = WebhookReceiver.start()) {
            page.await("hello", 1);
            strangersPage.await("hello", 1);

            String approvalId = agent.check(ACTION, "{\"amount\":1}").awaitedApproval();
            page.await("approvals", 1);

            company.webhook(receiver.uri());
            company.approve(approvalId);
            page.await("approvals", 2);
            page.await("deliveries", 1);
            assertThat(strangersPage.events()).containsExactly("hello");
            known = page.lastEventId();
        }

        agent.check(ACTION, "{\"amount\":2}").awaitedApproval();

        try (EventStream again = EventStream.open(server.baseUri(), company.token(), known)) {
            again.await("approvals", 1);
            assertThat(again.events()).doesNotContain("hello");
        }
    }

    @Test
    void ofOnePersonsManyPagesTheOldestIsClosed(AgentWardenServer server) {
        Company company = Company.register(server.baseUri());
        EventStream[] pages = new EventStream[12];
        try {
            for (int i = 0; i < pages.length; i++) {
                pages[i] = EventStream.open(server.baseUri(), company.token(), "");
            }
            pages[pages.length - 1].await("hello", 1);
            Agent agent = company.agent("refund-bot");
            company.requireApproval(agent, ACTION);
            agent.check(ACTION, "{}").awaitedApproval();

            pages[pages.length - 1].await("approvals", 1);
            Awaitility.await()
                    .atMost(LoadFactor.scale(Duration.ofSeconds(10)))
                    .until(() -> pages[pages.length - 2].events().contains("approvals"));
            assertThat(pages[0].events()).doesNotContain("approvals");
        } finally {
            for (EventStream page : pages) {
                if (page != null) {
                    page.close();
                }
            }
        }
    }

    @Test
    void nobodyListensWithoutACredential(AgentWardenServer server) {
        assertThat(Api.anonymous(server.baseUri()).get("/api/events").status()).isEqualTo(401);
    }
}
