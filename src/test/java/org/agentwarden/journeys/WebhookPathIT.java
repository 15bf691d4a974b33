package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.Scrape;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every step of a webhook's path is taken by every webhook: each counts what it has done. */
@Tag("full")
class WebhookPathIT {

    private static final String STORED = "agentwarden_events_total{event=\"log.failed\"}";
    private static final String DISPATCHED = "agentwarden_deliveries_dispatched_total";
    private static final String SENT = "agentwarden_queue_deliveries_sent_total";
    private static final String RECEIVED = "agentwarden_queue_deliveries_received_total";
    private static final String FAILED = "agentwarden_delivery_attempts_total{outcome=\"http_5xx\"}";
    private static final String DELIVERED = "agentwarden_delivery_attempts_total{outcome=\"delivered\"}";
    private static final List<String> STEPS = List.of(STORED, DISPATCHED, SENT, RECEIVED, DELIVERED, FAILED);

    @Test
    void aWebhookIsStoredDispatchedQueuedSentAndRecorded() {
        try (AgentWardenServer server = AgentWardenServer.named("path")
                        .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "1s")
                        .start();
                WebhookReceiver receiver = WebhookReceiver.answering(Reply.ok(), Reply.status(500), Reply.ok())) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("path-bot");
            company.webhook(receiver.uri(), "log.failed");

            agent.log("stripe.refund", "failed", "{}");
            // At once, and again from the queue when its lease has ended.
            awaitCounts(server, 1, 1, 1, 1, 1, 0);

            agent.log("stripe.refund", "failed", "{}");
            // A retry is dispatched, and comes from the queue; so does each of its two claims when its lease has ended.
            awaitCounts(server, 2, 3, 4, 4, 2, 1);
            assertThat(receiver.requests()).hasSize(3);
        }
    }

    private static void awaitCounts(AgentWardenServer server, Integer... counts) {
        await().atMost(LoadFactor.scale(Duration.ofMinutes(2)))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    Scrape scrape = Scrape.of(
                            Api.anonymous(server.baseUri()).get("/metrics").body());
                    assertThat(STEPS.stream().map(step -> (int) scrape.value(step)))
                            .as("%s", STEPS)
                            .containsExactly(counts);
                });
    }
}
