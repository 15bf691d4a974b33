package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.RawReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One organization asks for all that is slow, as often as it can, beside another. */
@ExtendWith(SharedServer.class)
class SharesIT {

    /** Together more than the server serves at once. */
    private static final int CLIENTS_EACH = 20;

    private static final int ROWS = 100;

    @Test
    void anOrganizationThatHammersKeepsNobodyElseFromBeingServed(AgentWardenServer server) throws Exception {
        Company greedy = Company.register(server.baseUri());
        Company other = Company.register(server.baseUri());
        Agent greedyAgent = greedy.agent("greedy-bot");
        Agent agent = other.agent("patient-bot");
        other.allow(agent, "stripe.refund");
        for (int row = 0; row < ROWS; row++) {
            greedyAgent
                    .report("stripe.refund", "success", "{\"text\":\"" + "x".repeat(2_000) + "\"}")
                    .expect(200);
        }
        Set<Integer> answers = ConcurrentHashMap.newKeySet();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(3 * CLIENTS_EACH);
        try (RawReceiver receiver = new RawReceiver(RawReceiver.Conversation::hang)) {
            Endpoint endpoint = greedy.webhook(receiver.url());
            List<Future<?>> hammering = new ArrayList<>();
            for (Supplier<Answer> request : List.<Supplier<Answer>>of(
                    () -> greedy.api().post("/api/webhooks/" + endpoint.id() + "/test", "{}"),
                    () -> greedy.api().get("/api/logs/verify"),
                    () -> greedy.api().get("/api/logs?q=zzzz"))) {
                for (int client = 0; client < CLIENTS_EACH; client++) {
                    hammering.add(clients.submit(() -> {
                        while (!enough.get()) {
                            answers.add(request.get().status());
                        }
                    }));
                }
            }

            for (int request = 0; request < 10; request++) {
                assertThat(other.api().get("/auth/me").status()).isEqualTo(200);
                assertThat(agent.ask("stripe.refund", "{}").status()).isEqualTo(200);
            }
            enough.set(true);
            for (Future<?> client : hammering) {
                client.get(5, TimeUnit.MINUTES);
            }
        } finally {
            enough.set(true);
            clients.shutdownNow();
        }
        assertThat(answers).contains(200, 503).isSubsetOf(200, 503);
    }
}
