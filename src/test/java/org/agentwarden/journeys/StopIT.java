package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class StopIT {

    private static final int UNDER_WAY = 5;
    private static final int REPORTERS = 16;
    private static final int OK = 200;
    private static final Duration SLOW = Duration.ofSeconds(1);

    @Test
    void aServerThatIsStoppedHearsTheAnswersItWaitsForAndKeepsThem() throws Exception {
        try (AgentWardenServer server = AgentWardenServer.named("stop").start();
                WebhookReceiver receiver = WebhookReceiver.answeringBy(webhook -> {
                    LockSupport.parkNanos(SLOW.toNanos());
                    return Reply.ok();
                })) {
            Company company = Company.register(server.baseUri());
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            Agent agent = company.agent("refund-bot");
            agent.log("stripe.refund", "failed", "{\"number\":0}");
            await().until(() -> company.deliveries(endpoint, "status=delivered").size() == 1);
            for (int number = 1; number <= UNDER_WAY; number++) {
                agent.log("stripe.refund", "failed", "{\"number\":" + number + "}");
            }
            receiver.awaitTotal(1 + UNDER_WAY);

            server.stop();

            assertThat(statusOfDeliveries(server)).hasSize(1 + UNDER_WAY).containsOnly("DELIVERED");
        }
    }

    @Test
    void whatIsAcknowledgedWhileTheServerStopsIsStored() throws Exception {
        try (AgentWardenServer server = AgentWardenServer.named("stop-busy").start()) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("refund-bot");
            Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
            List<Thread> reporters = IntStream.range(0, REPORTERS)
                    .mapToObj(number -> start(() -> report(agent, "step-" + number, acknowledged)))
                    .toList();
            await().until(() -> acknowledged.size() > 10 * REPORTERS);

            server.stop();

            for (Thread reporter : reporters) {
                reporter.join();
            }
            assertThat(actions(server)).containsAll(acknowledged);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    /** Until the server does not answer any more. */
    private static void report(Agent agent, String prefix, Queue<String> acknowledged) {
        try {
            for (int number = 0; ; number++) {
                String action = prefix + "." + number;
                if (agent.report(action, "failed", "{}").status() == OK) {
                    acknowledged.add(action);
                }
            }
        } catch (UncheckedIOException e) {
            // The server has stopped.
        }
    }

    private static Set<String> actions(AgentWardenServer server) throws Exception {
        try (Connection database = server.connect();
                Statement query = database.createStatement();
                ResultSet rows = query.executeQuery("SELECT action FROM log_entries")) {
            Set<String> found = new HashSet<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static List<String> statusOfDeliveries(AgentWardenServer server) throws Exception {
        try (Connection database = server.connect();
                Statement query = database.createStatement();
                ResultSet rows = query.executeQuery("SELECT status FROM deliveries")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
