package org.agentwarden.journeys;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An approval permits one execution of one action. */
@ExtendWith(SharedServer.class)
class PermitIT {

    private static final String ACTION = "stripe.refund";
    private static final String CONTEXT = "{\"amount\":500.00,\"customer_id\":\"cus_123\"}";
    private static final int CLAIMERS = 64;

    private Company company;
    private Agent agent;
    private String permission;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("refund-bot");
        permission = company.requireApproval(agent, ACTION);
    }

    @Test
    void ofManyWhoClaimAtOnceOneMayExecute() {
        String approval = approved();

        assertThat(answersOfClaimers(approval)).isEqualTo(Map.of(200, 1L, 409, CLAIMERS - 1L));

        assertThat(company.approval(approval).getString("claimed_at")).isNotEmpty();
        assertThat(company.statusesOf(approval)).contains("allowed");
    }

    @Test
    void ofManyWhoClaimAtOnceAsManyMayExecuteAsThePermissionSays() {
        change(Json.createObjectBuilder().add("approval_uses", 3).build());
        String approval = approved();
        assertThat(company.approval(approval).getInt("uses_left")).isEqualTo(3);

        assertThat(answersOfClaimers(approval)).isEqualTo(Map.of(200, 3L, 409, CLAIMERS - 3L));

        assertThat(company.approval(approval).getInt("uses")).isEqualTo(3);
        assertThat(company.approval(approval).getInt("uses_left")).isZero();
        assertThat(company.statusesOf(approval)).filteredOn("allowed"::equals).hasSize(3);
    }

    private Map<Integer, Long> answersOfClaimers(String approval) {
        ExecutorService claimers = Executors.newFixedThreadPool(CLAIMERS);
        try {
            List<CompletableFuture<Integer>> answers = Stream.generate(() -> supplyAsync(
                            () -> Answer.whenServed(() -> claim(approval, CONTEXT))
                                    .status(),
                            claimers))
                    .limit(CLAIMERS)
                    .toList();
            return answers.stream().map(CompletableFuture::join).collect(groupingBy(status -> status, counting()));
        } finally {
            claimers.shutdownNow();
        }
    }

    @Test
    void anApprovalIsValidAsLongAsThePermissionSays() {
        change(Json.createObjectBuilder().add("approval_validity", 1).build());
        String approval = approved();
        JsonObject granted = company.approval(approval);
        assertThat(Duration.between(time(granted, "resolved_at"), time(granted, "valid_until")))
                .isEqualTo(Duration.ofSeconds(1));

        await().atMost(LoadFactor.scale(Duration.ofSeconds(10)))
                .until(() -> Instant.now().isAfter(time(granted, "valid_until")));
        assertRefused(claim(approval, CONTEXT), "approval_expired");

        JsonObject usual =
                change(Json.createObjectBuilder().addNull("approval_validity").build());
        assertThat(usual.isNull("approval_validity")).isTrue();
        JsonObject next = company.approval(approved());
        assertThat(Duration.between(time(next, "resolved_at"), time(next, "valid_until")))
                .isEqualTo(Duration.ofHours(24));
    }

    private static Instant time(JsonObject object, String member) {
        return Instant.parse(object.getString(member));
    }

    @Test
    void usesAndValidityHaveBounds() {
        JsonObject wrong = Json.createObjectBuilder()
                .add("approval_uses", 1001)
                .add("approval_validity", 0)
                .build();

        JsonObject error = company.api()
                .put("/api/permissions/" + permission, wrong)
                .expect(400)
                .json();

        assertThat(error.toString()).contains("approval_uses", "from 1 to 1000", "approval_validity");
    }

    private JsonObject change(JsonObject members) {
        return company.api()
                .put("/api/permissions/" + permission, members)
                .expect(200)
                .json();
    }

    @Test
    void aReceiverThatClaimsExecutesOnceHoweverOftenTheWebhookComes() {
        Queue<String> executed = new ConcurrentLinkedQueue<>();
        Function<ReceivedWebhook, Reply> claimThenFail = webhook -> {
            String id = webhook.data().getString("approval_id");
            String context = webhook.data().getJsonObject("context").toString();
            if (claim(id, context).status() == 200) {
                executed.add(context);
            }
            return Reply.status(webhook.attempt() < 3 ? 500 : 200);
        };
        try (WebhookReceiver receiver = WebhookReceiver.answeringBy(claimThenFail)) {
            Endpoint endpoint = company.webhook(receiver.uri(), "approval.approved");
            String approval = approved();

            DeliveryStates.await(company, endpoint, "delivered");
            assertThat(receiver.requests("approval.approved"))
                    .extracting(webhook -> webhook.data().getString("approval_id"))
                    .containsExactly(approval, approval, approval);
            assertThat(executed).containsExactly(CONTEXT);
        }
    }

    @Test
    void theAnswerNamesTheExactActionAndTheHashAloneSuffices() {
        String approval = approved();
        String hash = agent.approval(approval).getString("action_hash");

        JsonObject claimed = claimByHash(approval, hash).expect(200).json();

        assertThat(claimed.getString("action")).isEqualTo(ACTION);
        assertThat(claimed.getJsonObject("context").toString()).isEqualTo(CONTEXT);
        assertRefused(claimByHash(approval, hash), "already_claimed");
    }

    @Test
    void anotherActionIsRefusedAndLeavesTheApprovalUsable() {
        String approval = approved();

        assertRefused(claim(approval, "{\"amount\":501,\"customer_id\":\"cus_123\"}"), "action_differs");
        assertRefused(claimByHash(approval, "0".repeat(64)), "action_differs");

        claim(approval, "{\"customer_id\":\"cus_123\",\"amount\":5e2}").expect(200);
    }

    @Test
    void onlyWhatIsApprovedCanBeClaimed() {
        String pending = agent.check(ACTION, CONTEXT).awaitedApproval();
        assertRefused(claim(pending, CONTEXT), "not_approved");
        company.reject(pending);
        assertRefused(claim(pending, CONTEXT), "not_approved");
    }

    @Test
    void theRulesOfTheMomentCount() {
        String approval = approved();
        company.deactivate(agent);

        assertRefused(claim(approval, CONTEXT), "not_permitted");
    }

    @Test
    void anotherOrganizationFindsNothing(AgentWardenServer server) {
        String approval = approved();
        Agent stranger = Company.register(server.baseUri()).agent("stranger");

        stranger.api()
                .post("/sdk/approvals/" + approval + "/claim", action(CONTEXT))
                .expect(404);
        claim(approval, CONTEXT).expect(200);
    }

    @Test
    void aCheckThatNamesTheApprovalIsAllowedOnce() {
        String approval = approved();

        assertThat(agent.checkWith(approval, ACTION, CONTEXT).allowed()).isTrue();
        assertThat(agent.checkWith(approval, ACTION, CONTEXT).allowed()).isFalse();
        assertRefused(claim(approval, CONTEXT), "already_claimed");
        assertThat(agent.check(ACTION, CONTEXT).awaitedApproval()).isNotEqualTo(approval);
    }

    @Test
    void aClaimWithAnIdempotencyKeyGetsItsAnswerAgain() {
        String approval = approved();
        Map<String, String> key = Map.of("Idempotency-Key", "claim-of-" + approval, "Content-Type", "application/json");
        String path = "/sdk/approvals/" + approval + "/claim";

        byte[] body = action(CONTEXT).getBytes(StandardCharsets.UTF_8);
        JsonObject first = agent.api().send("POST", path, key, body).expect(200).json();

        assertThat(agent.api().send("POST", path, key, body).expect(200).json()).isEqualTo(first);
        assertRefused(claim(approval, CONTEXT), "already_claimed");
    }

    @Test
    void aRevokedApprovalCanNotBeClaimedAndWebhooksTellOfIt() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "approval.revoked");
            String approval = approved();

            JsonObject revoked = revoke(approval).expect(200).json();

            assertThat(revoked.getString("revoked_at")).isNotEmpty();
            revoke(approval).expect(200);
            assertRefused(claim(approval, CONTEXT), "not_approved");
            assertThat(receiver.awaitFirst("approval.revoked").data().getString("approval_id"))
                    .isEqualTo(approval);
            assertThat(company.statusesOf(approval)).contains("revoked");
        }
    }

    @Test
    void whatHasBeenClaimedCanNotBeRevoked() {
        String approval = approved();
        claim(approval, CONTEXT).expect(200);

        assertRefused(revoke(approval), "already_claimed");
    }

    @Test
    void aClaimOfNothingIsABadRequest() {
        JsonObject error = agent.api()
                .post("/sdk/approvals/" + approved() + "/claim", JsonValue.EMPTY_JSON_OBJECT)
                .expect(400)
                .json();
        assertThat(error.toString()).contains("agent_id", "action");
    }

    private String approved() {
        return company.approved(agent, ACTION, CONTEXT);
    }

    private Answer claim(String approval, String context) {
        return agent.claim(approval, ACTION, context);
    }

    private Answer claimByHash(String approval, String hash) {
        return agent.api()
                .post(
                        "/sdk/approvals/" + approval + "/claim",
                        Json.createObjectBuilder().add("action_hash", hash).build());
    }

    private Answer revoke(String approval) {
        return company.api().post("/api/approvals/" + approval + "/revoke", JsonValue.EMPTY_JSON_OBJECT);
    }

    private String action(String context) {
        return "{\"agent_id\":\"%s\",\"action\":\"%s\",\"context\":%s}".formatted(agent.id(), ACTION, context);
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.expect(409).json().toString()).contains(code);
    }
}
