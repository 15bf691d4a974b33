package org.agentwarden.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.PostgresServer;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database of yesterday is brought back. */
@Tag("cluster")
class RestoreIT {

    private static final int PENDING = 200;
    private static final int LOST = 20;

    @Test
    void whatWasPendingInADayOldBackUpArrivesOnceAndNotAllAtOnce() throws Exception {
        Assume.postgres();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (PostgresServer postgres = PostgresServer.start();
                WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(503));
                WebhookReceiver later = WebhookReceiver.answeringBy(webhook -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    now.decrementAndGet();
                    return Reply.ok();
                });
                AgentWardenServer server = AgentWardenServer.named("restore")
                        .database(postgres.url())
                        .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "24h,24h")
                        .start()) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("restored");
            company.webhook(receiver.uri(), "log.failed");
            for (int number = 0; number < PENDING; number++) {
                agent.log("restore.fail", "failed", "{\"number\":" + number + "}");
            }
            receiver.awaitTotal(PENDING);
            server.stop();
            postgres.copyDatabase(PostgresServer.DATABASE, "back_up");
            server.restart();
            for (int number = 0; number < LOST; number++) {
                agent.log("restore.fail", "failed", "{\"lost\":" + number + "}");
            }
            receiver.awaitTotal(PENDING + LOST);
            server.stop();

            postgres.dropDatabase(PostgresServer.DATABASE);
            postgres.copyDatabase("back_up", PostgresServer.DATABASE);
            try (Connection database = server.connect();
                    Statement statement = database.createStatement()) {
                // With their jitter, delays of a day are longer than one.
                statement.execute("UPDATE deliveries SET due_at = due_at - INTERVAL '2 days',"
                        + " created_at = created_at - INTERVAL '2 days'");
                statement.execute("UPDATE webhook_endpoints SET url = '" + later.uri() + "'");
            }
            server.restart();

            await().atMost(LoadFactor.scale(Duration.ofMinutes(1)))
                    .until(() -> later.requests().size() >= PENDING);
            later.staysAt(PENDING, Duration.ofSeconds(5));
            assertThat(later.requests().stream().map(webhook -> webhook.id()).distinct())
                    .hasSize(PENDING);
            assertThat(most.get()).isLessThan(PENDING / 4);
        }
    }
}
