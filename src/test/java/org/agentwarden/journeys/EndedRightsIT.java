package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.agentwarden.systems.Answer;
import org.junit.jupiter.api.Test;

/** What an agent may not do any more, nobody can grant any more. */
class EndedRightsIT extends RefundJourney {

    private static final String CONTEXT = "{\"amount\":50}";

    @Test
    void deactivatingAnAgentCancelsWhatWaits() {
        company.requireApproval(agent, REFUND);
        String approval = agent.check(REFUND, CONTEXT).awaitedApproval();

        company.deactivate(agent);

        assertCancelled(approval, "Agent is inactive");
    }

    @Test
    void revokingAPermissionCancelsWhatWaitsForIt() {
        String permission = company.requireApproval(agent, REFUND);
        company.requireApproval(agent, "stripe.payout");
        String approval = agent.check(REFUND, CONTEXT).awaitedApproval();
        String other = agent.check("stripe.payout", CONTEXT).awaitedApproval();

        company.api().delete("/api/permissions/" + permission).expect(204);

        assertCancelled(approval, "No permission for action 'stripe.refund'");
        company.approve(other);
    }

    @Test
    void loweringALimitCancelsWhatIsAboveIt() {
        String permission = company.requireApproval(agent, REFUND);
        String approval = agent.check(REFUND, CONTEXT).awaitedApproval();
        String small = agent.check(REFUND, "{\"amount\":5}").awaitedApproval();

        change(permission, "{\"max_amount\":10}");

        assertCancelled(approval, "Amount 50.00 exceeds maximum allowed 10.00");
        company.approve(small);
    }

    @Test
    void narrowingAPermissionCancelsWhatItDoesNotCoverAnyMore() {
        String permission = company.requireApproval(agent, "stripe.*");
        String approval = agent.check(REFUND, CONTEXT).awaitedApproval();

        change(permission, "{\"action\":\"stripe.payout\"}");

        assertCancelled(approval, "No permission for action 'stripe.refund'");
    }

    @Test
    void aMoreSpecificPermissionWithALowerLimitCancelsWhatIsAboveIt() {
        company.requireApproval(agent, "stripe.*");
        String approval = agent.check(REFUND, CONTEXT).awaitedApproval();

        company.allowUpTo(agent, REFUND, "10");

        assertCancelled(approval, "Amount 50.00 exceeds maximum allowed 10.00");
    }

    @Test
    void deletingAnAgentCancelsWhatWaits() {
        company.requireApproval(agent, REFUND);
        String approval = agent.check(REFUND, CONTEXT).awaitedApproval();

        company.api().delete("/api/agents/" + agent.id()).expect(204);

        assertCancelled(approval, "Agent is deleted");
    }

    @Test
    void whatNeedsNoApprovalAnyMoreStillWaitsForTheDecision() {
        String permission = company.requireApproval(agent, REFUND);
        String approval = agent.check(REFUND, CONTEXT).awaitedApproval();

        change(permission, "{\"requires_approval\":false}");

        assertThat(company.approval(approval).getString("status")).isEqualTo("pending");
        assertThat(company.approve(approval).getString("status")).isEqualTo("approved");
    }

    @Test
    void anApprovalThatWasDecidedStaysDecided() {
        company.requireApproval(agent, REFUND);
        String approval = agent.check(REFUND, CONTEXT).awaitedApproval();
        company.approve(approval);

        company.deactivate(agent);

        company.decide(approval, "approve").expect(200);
        assertThat(company.approval(approval).getString("status")).isEqualTo("approved");
    }

    @Test
    void morePendingApprovalsThanAreReadAtOnceAreAllCancelled() {
        company.requireApproval(agent, REFUND);
        List<String> approvals = IntStream.range(0, 230)
                .mapToObj(i -> agent.check(REFUND, "{\"amount\":" + i + "}").awaitedApproval())
                .toList();

        company.deactivate(agent);

        assertThat(company.approvals("status=pending")).isEmpty();
        assertThat(company.approval(approvals.get(0)).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void anAgentThatWaitsIsToldThatItsApprovalIsCancelled() {
        company.requireApproval(agent, REFUND);
        String approval = agent.check(REFUND, CONTEXT).awaitedApproval();
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> agent.api().get("/sdk/approvals/" + approval + "?wait=30"));

        company.deactivate(agent);

        assertThat(waiting.join().expect(200).json().getString("status")).isEqualTo("cancelled");
    }

    @Test
    void aCheckWithAnIdempotencyKeyIsJudgedAnew() {
        company.allow(agent, REFUND);
        Answer before = checkWithKey();
        company.deactivate(agent);
        Answer after = checkWithKey();

        assertThat(before.expect(200).json().getBoolean("allowed")).isTrue();
        assertThat(after.expect(200).json().getBoolean("allowed")).isFalse();
        assertThat(after.header("Idempotency-Replayed")).isEmpty();
        assertThat(company.logs()).hasSize(2);
    }

    private Answer checkWithKey() {
        String question = "{\"agent_id\":\"%s\",\"action\":\"%s\"}".formatted(agent.id(), REFUND);
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Idempotency-Key", "the same");
        return agent.api().send("POST", "/sdk/check", headers, question.getBytes(StandardCharsets.UTF_8));
    }

    private void change(String permission, String change) {
        company.api().put("/api/permissions/" + permission, change).expect(200);
    }

    private void assertCancelled(String approval, String reason) {
        assertThat(company.approval(approval).getString("status")).isEqualTo("cancelled");
        JsonObject refusal =
                company.decide(approval, "approve").expect(409).json().getJsonObject("detail");
        assertThat(refusal.getString("error")).isEqualTo("not_permitted");
        JsonObject row = company.api()
                .get("/api/logs?status=cancelled&subject_id=" + approval)
                .expect(200)
                .array()
                .getJsonObject(0);
        assertThat(row.getString("comment")).isEqualTo(reason);
    }
}
