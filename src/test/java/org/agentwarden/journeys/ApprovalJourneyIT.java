package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Verdict;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;

/** The webhooks guide's story: an agent asks, a human decides, the company's systems hear of it. */
class ApprovalJourneyIT extends GuideJourney {

    private static final int WAITING = 100;
    private static final String CONTEXT = "{\"amount\":500,\"customer_id\":\"cus_123\"}";
    private static final Duration QUIET = Duration.ofSeconds(2);

    @Test
    void severalAreDecidedAtOnceAndEachHasItsAnswer() {
        String first = agent.check(ACTION, "{\"batch\":1}").awaitedApproval();
        String second = agent.check(ACTION, "{\"batch\":2}").awaitedApproval();
        String rejected = agent.check(ACTION, "{\"batch\":3}").awaitedApproval();
        company.reject(rejected);
        String unknown = UUID.randomUUID().toString();

        JsonArray results = company.api()
                .post(
                        "/api/approvals/decide",
                        "{\"ids\":[\"%s\",\"%s\",\"%s\",\"%s\",\"%s\"],\"decision\":\"approve\",\"comment\":\"All fine\"}"
                                .formatted(first, rejected, unknown, second, first))
                .expect(200)
                .json()
                .getJsonArray("results");

        assertThat(results.getValuesAs(JsonObject.class))
                .extracting(result -> result.getString("id"))
                .containsExactly(first, rejected, unknown, second);
        assertThat(results.getJsonObject(0).getString("status")).isEqualTo("approved");
        assertThat(results.getJsonObject(1).getString("error")).isEqualTo("already_resolved");
        assertThat(results.getJsonObject(2).getString("error")).isEqualTo("not_found");
        assertThat(results.getJsonObject(3).getString("status")).isEqualTo("approved");
        assertThat(company.approval(second).getString("comment")).isEqualTo("All fine");
        assertThat(company.approval(rejected).getString("status")).isEqualTo("rejected");
    }

    @Test
    void aCheckThatNeedsApprovalIsAnsweredAsPendingAndTold() {
        Verdict verdict = agent.check(ACTION, CONTEXT);

        assertThat(verdict)
                .isEqualTo(new Verdict(false, true, "This action requires human approval", verdict.awaitedApproval()));
        ReceivedWebhook webhook = receiver.awaitFirst("log.pending_approval");
        assertThat(webhook.data().getString("id")).isEqualTo(verdict.approvalId());
        assertThat(webhook.isSignedWith(endpoint.secret())).isTrue();
        assertThat(agent.approval(verdict.awaitedApproval()).getString("status"))
                .isEqualTo("pending");
    }

    /** More of them than the server has threads for requests. */
    @Test
    void agentsThatWaitForADecisionHoldNoThreadAndAreToldAtOnce() throws Exception {
        String approval = agent.check(ACTION, CONTEXT).awaitedApproval();
        String path = "/sdk/approvals/" + approval + "?wait=30";
        ExecutorService threads = Executors.newFixedThreadPool(WAITING);
        try {
            List<CompletableFuture<JsonObject>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                            // So many at once are more than an organization's share of the requests under way.
                            () -> Answer.whenServed(() -> agent.api().get(path))
                                    .expect(200)
                                    .json(),
                            threads))
                    .limit(WAITING)
                    .toList();
            await().during(Duration.ofSeconds(2))
                    .atMost(LoadFactor.scale(Duration.ofSeconds(10)))
                    .until(() -> waiting.stream().noneMatch(CompletableFuture::isDone));

            company.decide(approval, "approve", "fine with me");

            await().atMost(LoadFactor.scale(Duration.ofSeconds(10)))
                    .until(() -> waiting.stream().allMatch(CompletableFuture::isDone));
            for (CompletableFuture<JsonObject> answer : waiting) {
                assertThat(answer.get().getString("status")).isEqualTo("approved");
                assertThat(answer.get().getString("comment")).isEqualTo("fine with me");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anAgentThatWaitsInVainIsToldSoAfterItsTime() {
        String approval = agent.check(ACTION, CONTEXT).awaitedApproval();
        long start = System.nanoTime();

        JsonObject answer = agent.api()
                .get("/sdk/approvals/" + approval + "?wait=1")
                .expect(200)
                .json();

        assertThat(answer.getString("status")).isEqualTo("pending");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        agent.api().get("/sdk/approvals/" + approval + "?wait=31").expect(400);
        agent.api().get("/sdk/approvals/" + approval + "?wait=soon").expect(400);
    }

    @Test
    void anApprovalIsTold() {
        String approvalId = agent.check(ACTION, CONTEXT).awaitedApproval();

        JsonObject approved = company.approve(approvalId);

        assertThat(approved.getString("status")).isEqualTo("approved");
        assertThat(approved.getString("resolved_by")).isEqualTo(company.userId());
        ReceivedWebhook webhook = receiver.awaitFirst("approval.approved");
        assertThat(webhook.data().getString("approval_id")).isEqualTo(approvalId);
        assertThat(webhook.data().getString("resolved_by")).isEqualTo(company.userId());
        assertThat(webhook.isSignedWith(endpoint.secret())).isTrue();
        assertThat(agent.approval(approvalId).getString("status")).isEqualTo("approved");
    }

    @Test
    void aRejectionIsToldWithItsComment() {
        String approvalId = agent.check(ACTION, CONTEXT).awaitedApproval();

        JsonObject rejected = company.decide(approvalId, "reject", "Not this customer");

        assertThat(rejected.getString("status")).isEqualTo("rejected");
        JsonObject data = receiver.awaitFirst("approval.rejected").data();
        assertThat(data.getString("approval_id")).isEqualTo(approvalId);
        assertThat(data.getString("comment")).isEqualTo("Not this customer");
        assertThat(agent.approval(approvalId).getString("comment")).isEqualTo("Not this customer");
    }

    @Test
    void denyIsAnotherWordForReject() {
        String approvalId = agent.check(ACTION, CONTEXT).awaitedApproval();

        assertThat(company.decide(approvalId, "deny").expect(200).json().getString("status"))
                .isEqualTo("rejected");
        assertThat(receiver.awaitFirst("approval.rejected").data().getString("approval_id"))
                .isEqualTo(approvalId);
    }

    @Test
    void aBlockedCheckIsToldWithItsReason() {
        company.allowUpTo(agent, "stripe.charge", "100");

        Verdict verdict = agent.check("stripe.charge", "{\"amount\":150}");

        assertThat(verdict).isEqualTo(new Verdict(false, false, "Amount 150.00 exceeds maximum allowed 100.00", null));
        JsonObject data = receiver.awaitFirst("log.blocked").data();
        assertThat(data.getString("status")).isEqualTo("blocked");
        assertThat(data.getString("reason")).isEqualTo(verdict.reason());
    }

    @Test
    void anAmountEqualToTheMaximumIsGranted() {
        company.allowUpTo(agent, "stripe.charge", "100");

        assertThat(agent.check("stripe.charge", "{\"amount\":100.00}")).isEqualTo(new Verdict(true, false, null, null));
    }

    @Test
    void anActionWithoutPermissionIsBlocked() {
        assertThat(agent.check("database.drop", "{}"))
                .isEqualTo(new Verdict(false, false, "No permission for action 'database.drop'", null));
    }

    @Test
    void anInactiveAgentIsBlocked() {
        company.deactivate(agent);

        assertThat(agent.check(ACTION, CONTEXT)).isEqualTo(new Verdict(false, false, "Agent is inactive", null));
        assertThat(receiver.awaitFirst("log.blocked").data().getString("reason"))
                .isEqualTo("Agent is inactive");
    }

    @Test
    void aReportedFailureIsTold() {
        JsonObject row = agent.log(ACTION, "failed", "{\"amount\":500,\"error\":\"card_declined\"}");

        JsonObject data = receiver.awaitFirst("log.failed").data();
        assertThat(data.getString("id")).isEqualTo(row.getString("id"));
        assertThat(data.getString("status")).isEqualTo("failed");
        assertThat(data.getJsonObject("context").getString("error")).isEqualTo("card_declined");
    }

    @Test
    void otherReportsAreLoggedAndNotTold() {
        List<String> rows = Stream.of("success", "pending", "denied")
                .map(status -> agent.log(ACTION, status, "{}").getString("id"))
                .toList();

        receiver.staysAt(0, QUIET);
        assertThat(company.logs().getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("id"))
                .containsAll(rows);
    }

    @Test
    void theGuidesSpellingsAreAcceptedInReports() {
        assertThat(agent.log(ACTION, "blocked", "{}").getString("status")).isEqualTo("denied");
        assertThat(agent.log(ACTION, "pending_approval", "{}").getString("status"))
                .isEqualTo("pending");
    }

    @Test
    void theSameDecisionTwiceIsFineAndRaisesNoSecondEvent() {
        String approvalId = agent.check(ACTION, CONTEXT).awaitedApproval();
        JsonObject first = company.approve(approvalId);
        receiver.awaitFirst("approval.approved");

        JsonObject second = company.approve(approvalId);

        assertThat(second).isEqualTo(first);
        receiver.staysAt(2, QUIET);
    }

    @Test
    void theOppositeDecisionComesTooLate() {
        String approvalId = agent.check(ACTION, CONTEXT).awaitedApproval();
        company.reject(approvalId);

        JsonObject detail =
                company.decide(approvalId, "approve").expect(409).json().getJsonObject("detail");

        assertThat(detail.getString("error")).isEqualTo("already_resolved");
        assertThat(detail.getString("message")).isNotBlank();
        assertThat(company.approval(approvalId).getString("status")).isEqualTo("rejected");
    }

    @Test
    void ofTwoSimultaneousOppositeDecisionsOneWinsAndOneEventIsRaised() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            for (int round = 1; round <= 20; round++) {
                String approvalId =
                        agent.check(ACTION, "{\"round\":" + round + "}").awaitedApproval();
                CyclicBarrier together = new CyclicBarrier(2);
                var approve = CompletableFuture.supplyAsync(() -> decide(approvalId, "approve", together), people);
                var reject = CompletableFuture.supplyAsync(() -> decide(approvalId, "reject", together), people);

                Answer approved = approve.get();
                Answer rejected = reject.get();

                assertThat(List.of(approved.status(), rejected.status()))
                        .as("round %d: %s, %s", round, approved, rejected)
                        .containsExactlyInAnyOrder(200, 409);
                Answer loser = approved.status() == 409 ? approved : rejected;
                assertThat(loser.json().getJsonObject("detail").getString("error"))
                        .isEqualTo("already_resolved");
                String winner = approved.status() == 200 ? "approved" : "rejected";
                assertThat(company.approval(approvalId).getString("status")).isEqualTo(winner);
                assertThat(receiver.awaitRequests("approval." + winner, 1)).isNotEmpty();
            }
        } finally {
            people.shutdownNow();
        }
        receiver.awaitTotal(40);
        receiver.staysAt(40, QUIET);
        assertThat(receiver.requests())
                .filteredOn(request -> request.event().startsWith("approval."))
                .extracting(request -> request.data().getString("approval_id"))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    private Answer decide(String approvalId, String decision, CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return company.decide(approvalId, decision);
    }

    @Test
    void askingAgainWhilePendingGivesTheSameApproval() {
        String first = agent.check(ACTION, "{\"amount\":500,\"customer_id\":\"cus_123\"}")
                .awaitedApproval();

        String reordered = agent.check(ACTION, "{ \"customer_id\": \"cus_123\", \"amount\": 500 }")
                .awaitedApproval();
        String other = agent.check(ACTION, "{\"amount\":501,\"customer_id\":\"cus_123\"}")
                .awaitedApproval();

        assertThat(reordered).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        receiver.awaitRequests("log.pending_approval", 2);
        receiver.staysAt(2, QUIET);
    }

    @Test
    void askingAgainAfterTheDecisionAsksForANewApproval() {
        String first = agent.check(ACTION, CONTEXT).awaitedApproval();
        company.approve(first);

        assertThat(agent.check(ACTION, CONTEXT).awaitedApproval()).isNotEqualTo(first);
    }

    @Test
    void anAgentMayCallItselfByItsName() {
        String approvalId = agent.calling(agent.name()).check(ACTION, CONTEXT).awaitedApproval();

        assertThat(company.approval(approvalId).getString("agent_id")).isEqualTo(agent.id());
        assertThat(receiver.awaitFirst("log.pending_approval").data().getString("agent_id"))
                .isEqualTo(agent.id());
    }

    @Test
    void pendingApprovalsOfADeletedAgentAreCancelled() {
        String approvalId = agent.check(ACTION, CONTEXT).awaitedApproval();

        company.api().delete("/api/agents/" + agent.id()).expect(204);

        assertThat(company.approval(approvalId).getString("status")).isEqualTo("cancelled");
        company.decide(approvalId, "approve").expect(409);
    }

    @Test
    void aReceiverThatChecksTheUserAgentAsTheGuideDoesIsContent() {
        assertReceivesApproval(WebhookReceiver.checkingUserAgent(), "received");
    }

    @Test
    void aReceiverThatDeduplicatesAsTheGuideDoesProcessesTheApprovalOnce() {
        assertReceivesApproval(WebhookReceiver.deduplicating(), "received");
    }

    private void assertReceivesApproval(WebhookReceiver guideReceiver, String answer) {
        try (guideReceiver) {
            URI url = guideReceiver.uri();
            Endpoint guideEndpoint = company.webhook(url, "approval.approved");
            company.approve(agent.check(ACTION, CONTEXT).awaitedApproval());
            guideReceiver.awaitFirst("approval.approved");

            JsonObject delivery = DeliveryStates.await(company, guideEndpoint, "delivered");

            assertThat(delivery.getJsonArray("attempts")).hasSize(1);
            assertThat(delivery.getJsonArray("attempts").getJsonObject(0).getString("response_body"))
                    .contains(answer);
            company.deleteWebhook(guideEndpoint);
        }
    }
}
