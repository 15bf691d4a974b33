package org.agentwarden.journeys;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An agent that can't name an approval checks again, and is allowed once. */
@ExtendWith(SharedServer.class)
class RecheckIT {

    private static final String ACTION = "stripe.refund";
    private static final String CONTEXT = "{\"amount\":500.00,\"customer_id\":\"cus_123\"}";
    private static final String SAME_CONTEXT = "{\"customer_id\":\"cus_123\",\"amount\":5e2}";
    private static final JsonObject RECHECK = onApproval("recheck");
    private static final int CHECKS = 64;

    private Company company;
    private Agent agent;
    private String permission;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("refund-bot");
        permission = company.requireApproval(agent, ACTION, RECHECK);
    }

    @Test
    void anEqualCheckIsAllowedOnceAndTheNextOneAsksAgain() {
        String approval = approved();

        assertThat(agent.check(ACTION, "{\"amount\":501}").awaitedApproval()).isNotEqualTo(approval);
        assertThat(agent.check(ACTION, SAME_CONTEXT).allowed()).isTrue();
        assertThat(agent.check(ACTION, CONTEXT).awaitedApproval()).isNotEqualTo(approval);

        JsonObject claimed = company.approval(approval);
        assertThat(claimed.getString("on_approval")).isEqualTo("recheck");
        assertThat(claimed.getString("claimed_at")).isNotEmpty();
    }

    @Test
    void ofManyEqualChecksOneIsAllowed() {
        String approval = approved();
        ExecutorService checks = Executors.newFixedThreadPool(CHECKS);
        try {
            List<CompletableFuture<Verdict>> verdicts = Stream.generate(() -> supplyAsync(
                            () -> Verdict.of(Answer.whenServed(() -> agent.ask(ACTION, CONTEXT))
                                    .expect(200)),
                            checks))
                    .limit(CHECKS)
                    .toList();
            assertThat(verdicts.stream().map(CompletableFuture::join).filter(Verdict::allowed))
                    .hasSize(1);
        } finally {
            checks.shutdownNow();
        }
        assertThat(company.approval(approval).getString("claimed_at")).isNotEmpty();
    }

    @Test
    void whatWasClaimedOrRevokedIsAskedForAgain() {
        String claimed = approved();
        agent.claim(claimed, ACTION, CONTEXT).expect(200);
        String revoked = agent.check(ACTION, CONTEXT).awaitedApproval();
        assertThat(revoked).isNotEqualTo(claimed);

        company.approve(revoked);
        company.api()
                .post("/api/approvals/" + revoked + "/revoke", JsonValue.EMPTY_JSON_OBJECT)
                .expect(200);

        assertThat(agent.check(ACTION, CONTEXT).awaitedApproval()).isNotIn(claimed, revoked);
    }

    @Test
    void thePermissionMustSaySoWhenTheAgentAsksAndWhenItChecksAgain() {
        String askedBefore = approved();
        change("webhook");
        assertThat(agent.check(ACTION, CONTEXT).awaitedApproval()).isNotEqualTo(askedBefore);

        String askedMeanwhile = agent.check(ACTION, "{\"amount\":1}").awaitedApproval();
        company.approve(askedMeanwhile);
        change("recheck");
        assertThat(agent.check(ACTION, "{\"amount\":1}").awaitedApproval()).isNotEqualTo(askedMeanwhile);
        assertThat(agent.check(ACTION, CONTEXT).allowed()).isTrue();
    }

    @Test
    void anotherAgentOrOrganizationIsNotAllowed(AgentWardenServer server) {
        approved();
        Agent colleague = company.agent("other-bot");
        company.requireApproval(colleague, ACTION, RECHECK);
        Company strangers = Company.register(server.baseUri());
        Agent stranger = strangers.agent("refund-bot");
        strangers.requireApproval(stranger, ACTION, RECHECK);

        assertThat(colleague.check(ACTION, CONTEXT).allowed()).isFalse();
        assertThat(stranger.check(ACTION, CONTEXT).allowed()).isFalse();
        assertThat(agent.check(ACTION, CONTEXT).allowed()).isTrue();
    }

    @Test
    void aWordThatIsNoneOfBothIsABadRequest() {
        JsonObject error = company.api()
                .put("/api/permissions/" + permission, onApproval("always"))
                .expect(400)
                .json();

        assertThat(error.toString()).contains("on_approval", "must be one of webhook, recheck");
    }

    private String approved() {
        return company.approved(agent, ACTION, CONTEXT);
    }

    private void change(String onApproval) {
        JsonObject changed = company.api()
                .put("/api/permissions/" + permission, onApproval(onApproval))
                .expect(200)
                .json();
        assertThat(changed.getString("on_approval")).isEqualTo(onApproval);
    }

    private static JsonObject onApproval(String word) {
        return Json.createObjectBuilder().add("on_approval", word).build();
    }
}
