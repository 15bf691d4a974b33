package org.agentwarden.journeys;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server is killed without warning while approvals are claimed. */
@Tag("full")
class ClaimCrashIT {

    private static final String ACTION = "stripe.refund";
    private static final String CONTEXT = "{\"number\":%d}";
    private static final int APPROVALS = 200;
    private static final int BEFORE_THE_KILL = 20;

    private record Approved(String id, String context) {}

    @Test
    void whatWasClaimedBeforeTheKillCanNotBeClaimedAfterIt() {
        try (AgentWardenServer server = AgentWardenServer.named("claim-crash").start()) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("refund-bot");
            company.requireApproval(agent, ACTION);
            List<Approved> approvals = IntStream.range(0, APPROVALS)
                    .mapToObj(number -> approved(company, agent, CONTEXT.formatted(number)))
                    .toList();
            Set<String> claimed = ConcurrentHashMap.newKeySet();

            CompletableFuture<Void> claims = runAsync(() -> claimUntilTheServerIsGone(agent, approvals, claimed));
            await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> claimed.size() >= BEFORE_THE_KILL);
            server.kill();
            claims.join();
            assertThat(claimed).hasSizeLessThan(APPROVALS);
            server.restart();

            for (Approved approval : approvals) {
                Answer again = agent.claim(approval.id(), ACTION, approval.context());
                if (claimed.contains(approval.id())) {
                    assertThat(errorOf(again)).isEqualTo("already_claimed");
                    assertThat(company.approval(approval.id()).getInt("uses_left"))
                            .isZero();
                }
            }
            assertThat(approvals)
                    .as("nobody gets any of them once more")
                    .allSatisfy(approval -> assertThat(errorOf(agent.claim(approval.id(), ACTION, approval.context())))
                            .isEqualTo("already_claimed"));
        }
    }

    private static Approved approved(Company company, Agent agent, String context) {
        String id = agent.check(ACTION, context).awaitedApproval();
        company.approve(id);
        return new Approved(id, context);
    }

    private static void claimUntilTheServerIsGone(Agent agent, List<Approved> approvals, Set<String> claimed) {
        try {
            for (Approved approval : approvals) {
                agent.claim(approval.id(), ACTION, approval.context()).expect(200);
                claimed.add(approval.id());
            }
        } catch (UncheckedIOException gone) {
            // The claim in flight: nobody knows whether it counts.
        }
    }

    private static String errorOf(Answer refusal) {
        JsonObject error = refusal.expect(409).json().getJsonObject("detail");
        return error.getString("error");
    }
}
