package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People who change the same thing at the same moment: nobody is told nonsense, and nothing ends up half and half. */
@ExtendWith(SharedServer.class)
class ConcurrentChangesIT {

    private static final String PASSWORD = "a quite secret password";
    private static final String EMPTY = "{}";
    private static final URI UNREACHED = URI.create("http://127.0.0.1:9/hook");
    private static final int AT_ONCE = 6;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private AgentWardenServer server;
    private Company company;

    @BeforeEach
    void signUp(AgentWardenServer shared) {
        server = shared;
        company = Company.register(shared.baseUri());
    }

    @AfterAll
    static void tearDown() {
        THREADS.shutdownNow();
    }

    @Test
    void oneOfManyNewAgentsGetsTheName() {
        List<Answer> answers = atOnce(same(() -> company.api().post("/api/agents", "{\"name\":\"twin\"}")));

        assertThat(statuses(answers)).containsOnly(201, 400).containsOnlyOnce(201);
        assertThat(names("/api/agents")).containsOnlyOnce("twin");
    }

    @RepeatedTest(3)
    void oneOfTwoRenamedAgentsGetsTheName() {
        Agent first = company.agent("first");
        Agent second = company.agent("second");

        List<Answer> answers = atOnce(
                List.of(() -> rename(first, "wanted"), () -> rename(second, "wanted"), () -> rename(first, "wanted")));

        assertThat(statuses(answers)).containsOnly(200, 400);
        assertThat(names("/api/agents")).hasSize(2).containsOnlyOnce("wanted");
    }

    private Answer rename(Agent agent, String name) {
        return company.api().put("/api/agents/" + agent.id(), "{\"name\":\"" + name + "\"}");
    }

    @RepeatedTest(3)
    void anAgentThatIsDeletedMeanwhileTakesItsPermissionsAlong() {
        Agent agent = company.agent("short-lived");
        String permission = company.allow(agent, "stripe.charge");
        company.requireApproval(agent, "stripe.refund");
        String approval = agent.check("stripe.refund", EMPTY).awaitedApproval();
        String path = "/api/agents/" + agent.id();

        List<Answer> answers = atOnce(List.of(
                () -> company.api().delete(path),
                () -> rename(agent, "renamed"),
                () -> grant(agent, "slack.send"),
                () -> company.api().put("/api/permissions/" + permission, "{\"max_amount\":5}"),
                () -> company.api().delete("/api/permissions/" + permission),
                () -> company.decide(approval, "approve"),
                () -> company.api().delete(path)));

        assertThat(statuses(answers)).isSubsetOf(200, 201, 204, 404, 409);
        assertThat(List.of(answers.get(0).status(), answers.get(6).status())).containsExactlyInAnyOrder(204, 404);
        assertThat(company.api().get(path).status()).isEqualTo(404);
        assertThat(company.api().get(path + "/permissions").status()).isEqualTo(404);
        assertThat(company.api().put("/api/permissions/" + permission, EMPTY).status())
                .isEqualTo(404);
        assertThat(company.approval(approval).getString("status")).isIn("approved", "cancelled");
        assertThat(changes("agent.deleted")).isEqualTo(1);
    }

    @Test
    void anAgentHasOnePermissionForAnAction() {
        Agent agent = company.agent("refund-bot");

        assertThat(statuses(atOnce(same(() -> grant(agent, "stripe.refund")))))
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
        String other = company.allow(agent, "stripe.charge");
        String another = company.allow(agent, "stripe.payout");
        assertThat(statuses(atOnce(Stream.of(other, another, other)
                        .<Supplier<Answer>>map(
                                id -> () -> company.api().put("/api/permissions/" + id, "{\"action\":\"slack.send\"}"))
                        .toList())))
                .containsOnly(200, 409);

        assertThat(actions(agent)).hasSize(3).doesNotHaveDuplicates().contains("stripe.refund", "slack.send");
        assertThat(statuses(atOnce(same(() -> company.api().delete("/api/permissions/" + other)))))
                .containsOnly(204, 404)
                .containsOnlyOnce(204);
        assertThat(changes("permission.deleted")).isEqualTo(1);
    }

    private Answer grant(Agent agent, String action) {
        return company.api().post("/api/agents/" + agent.id() + "/permissions", "{\"action\":\"" + action + "\"}");
    }

    private List<String> actions(Agent agent) {
        return company.api().get("/api/agents/" + agent.id() + "/permissions").expect(200).array().stream()
                .map(permission -> permission.asJsonObject().getString("action"))
                .toList();
    }

    @RepeatedTest(3)
    void anApprovalIsDecidedOnceAndToldOnce() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), "approval.approved", "approval.rejected");
            Agent agent = company.agent("refund-bot");
            company.requireApproval(agent, "stripe.refund");
            String approval = agent.check("stripe.refund", EMPTY).awaitedApproval();

            List<Answer> answers = atOnce(IntStream.range(0, AT_ONCE)
                    .<Supplier<Answer>>mapToObj(i -> () -> company.decide(approval, i % 2 == 0 ? "approve" : "reject"))
                    .toList());

            assertThat(statuses(answers)).containsOnly(200, 409);
            String outcome = company.approval(approval).getString("status");
            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(AT_ONCE / 2)
                    .allMatch(answer -> answer.json().getString("status").equals(outcome));
            assertThat(company.deliveries(endpoint)).hasSize(1);
        }
    }

    @RepeatedTest(5)
    void anApprovalIsApprovedBeforeItsAgentIsDeactivatedOrNotAtAll() {
        Agent agent = company.agent("short-lived");
        String permission = company.requireApproval(agent, "stripe.refund");
        String first = agent.check("stripe.refund", "{\"n\":1}").awaitedApproval();
        String second = agent.check("stripe.refund", "{\"n\":2}").awaitedApproval();
        String path = "/api/agents/" + agent.id();

        List<Answer> answers = atOnce(List.of(
                () -> company.decide(first, "approve"),
                () -> company.decide(second, "approve"),
                () -> company.api().put(path, "{\"status\":\"inactive\"}"),
                () -> company.api().put("/api/permissions/" + permission, "{\"max_amount\":1}"),
                () -> agent.ask("stripe.refund", "{\"n\":3}"),
                () -> company.api().put(path, "{\"description\":\"changed\"}")));

        assertThat(statuses(answers.subList(2, 6))).containsOnly(200);
        assertThat(statuses(answers.subList(0, 2))).containsAnyOf(200, 409).isSubsetOf(200, 409);
        for (int i = 0; i < 2; i++) {
            String status = company.approval(i == 0 ? first : second).getString("status");
            assertThat(status).isEqualTo(answers.get(i).status() == 200 ? "approved" : "cancelled");
        }
        // A check that was judged before and stored after the deactivation may still wait. Nobody can approve it.
        company.approvals("status=pending").stream()
                .map(waiting -> waiting.asJsonObject().getString("id"))
                .forEach(waiting -> {
                    company.decide(waiting, "approve").expect(409);
                    assertThat(company.approval(waiting).getString("status")).isEqualTo("cancelled");
                });
    }

    @Test
    void everySecretOfConcurrentRotationsSigns() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            String path = "/api/webhooks/" + endpoint.id();

            List<Answer> answers = atOnce(same(() -> company.api().post(path + "/rotate-secret", EMPTY)));

            assertThat(statuses(answers)).isSubsetOf(200, 409).contains(200);
            long rotated =
                    answers.stream().filter(answer -> answer.status() == 200).count();
            company.testWebhook(endpoint);
            assertThat(receiver.awaitFirst("webhook.test")
                            .headers()
                            .get("webhook-signature")
                            .get(0)
                            .split(" "))
                    .hasSize((int) rotated + 1);
            assertThat(changes("webhook.secret_rotated")).isEqualTo(rotated);
        }
    }

    @RepeatedTest(3)
    void aWebhookThatIsDeletedMeanwhileIsGone() {
        Endpoint endpoint = company.webhook(UNREACHED, "log.failed");
        String path = "/api/webhooks/" + endpoint.id();

        List<Answer> answers = atOnce(List.of(
                () -> company.api().put(path, "{\"description\":\"one\"}"),
                () -> company.api().put(path, "{\"enabled\":false}"),
                () -> company.api().delete(path),
                () -> company.api().post(path + "/rotate-secret", EMPTY),
                () -> company.api().post(path + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}"),
                () -> company.api().delete(path)));

        assertThat(statuses(answers)).isSubsetOf(200, 202, 204, 404, 409);
        assertThat(statuses(answers)).containsOnlyOnce(204);
        assertThat(company.api().get(path).status()).isEqualTo(404);
        assertThat(changes("webhook.deleted")).isEqualTo(1);
    }

    @Test
    void concurrentChangesOfDifferentMembersAreAllKept() {
        Endpoint endpoint = company.webhook(UNREACHED, "log.failed");

        atOnce(Stream.of(
                                "{\"description\":\"kept\"}",
                                "{\"max_retries\":1}",
                                "{\"rate_limit\":7}",
                                "{\"enabled\":false}")
                        .<Supplier<Answer>>map(
                                change -> () -> company.api().put("/api/webhooks/" + endpoint.id(), change))
                        .toList())
                .forEach(answer -> answer.expect(200));

        JsonObject webhook = company.webhook(endpoint);
        assertThat(webhook.getString("description")).isEqualTo("kept");
        assertThat(webhook.getInt("max_retries")).isEqualTo(1);
        assertThat(webhook.getInt("rate_limit")).isEqualTo(7);
        assertThat(webhook.getBoolean("enabled")).isFalse();
    }

    @RepeatedTest(5)
    void ofTwoAdminsWhoDemoteOrRemoveEachOtherOneStays() {
        Company colleague = hire("admin");

        List<Answer> answers = atOnce(List.of(
                () -> demote(company, colleague.userId()),
                () -> demote(colleague, company.userId()),
                () -> company.api().delete("/api/users/" + colleague.userId()),
                () -> colleague.api().delete("/api/users/" + company.userId())));

        assertThat(statuses(answers)).isSubsetOf(200, 204, 401, 403, 404, 409);
        assertThat(Stream.of(company, colleague)
                        .map(admin -> admin.api().get("/auth/me"))
                        .filter(me -> me.status() == 200)
                        .map(me -> me.json().getString("role")))
                .containsOnlyOnce("admin");
    }

    private static Answer demote(Company admin, String userId) {
        return admin.api().put("/api/users/" + userId, "{\"role\":\"viewer\"}");
    }

    private Company hire(String role) {
        String email = UUID.randomUUID() + "@example.com";
        add(email, role).expect(201);
        return Company.login(server.baseUri(), email, PASSWORD);
    }

    private Answer add(String email, String role) {
        return company.api()
                .post(
                        "/api/users",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}".formatted(email, PASSWORD, role));
    }

    @Test
    void anAddressIsRegisteredAndAUserRemovedOnce() {
        String email = UUID.randomUUID() + "@example.com";

        List<Answer> added = atOnce(same(() -> add(email, "viewer")));
        assertThat(statuses(added)).containsOnly(201, 400).containsOnlyOnce(201);

        String id = added.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow()
                .json()
                .getString("id");
        assertThat(statuses(atOnce(same(() -> company.api().delete("/api/users/" + id)))))
                .containsOnly(204, 404)
                .containsOnlyOnce(204);
        assertThat(changes("user.deleted")).isEqualTo(1);
    }

    @Test
    void anApiKeyIsRevokedOnceAndForAll() {
        company.apiKey("to be revoked");
        JsonObject key = company.api().get("/api/api-keys").expect(200).array().getJsonObject(0);

        List<Answer> answers = atOnce(same(() -> company.api().delete("/api/api-keys/" + key.getString("id"))));

        assertThat(statuses(answers)).containsOnly(204, 404).containsOnlyOnce(204);
        assertThat(company.api().get("/api/api-keys").expect(200).array()).isEmpty();
        assertThat(changes("api_key.revoked")).isEqualTo(1);
    }

    @Test
    void aResendIsCancelledOnce() {
        Endpoint endpoint = company.webhook(UNREACHED, "log.failed");
        String resend = company.api()
                .post("/api/webhooks/" + endpoint.id() + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                .expect(202)
                .json()
                .getString("id");

        List<Answer> answers = atOnce(same(() -> company.api().post("/api/resends/" + resend + "/cancel", EMPTY)));

        // It may have come to its end before.
        assertThat(statuses(answers)).containsOnly(200);
        assertThat(answers.stream()
                        .map(answer -> answer.json().getString("status"))
                        .distinct())
                .hasSize(1)
                .isSubsetOf("cancelled", "done");
        assertThat(changes("resend.cancelled")).isLessThanOrEqualTo(1);
    }

    private static List<Supplier<Answer>> same(Supplier<Answer> request) {
        return Stream.generate(() -> request).limit(AT_ONCE).toList();
    }

    /** Sends all requests as near to each other as threads can; the answers are in the order of the requests. */
    private static List<Answer> atOnce(Collection<Supplier<Answer>> requests) {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        List<Future<Answer>> sent = requests.stream()
                .map(request -> THREADS.submit(() -> {
                    start.await();
                    return request.get();
                }))
                .toList();
        return sent.stream().map(ConcurrentChangesIT::answer).toList();
    }

    private static Answer answer(Future<Answer> sent) {
        try {
            return sent.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).toList();
    }

    private List<String> names(String path) {
        return company.api().get(path + "?limit=100").expect(200).array().stream()
                .map(thing -> thing.asJsonObject().getString("name"))
                .toList();
    }

    /** How many rows of the log tell of it. */
    private long changes(String action) {
        return company.changes().stream()
                .filter(row -> row.getString("action").equals(action))
                .count();
    }
}
