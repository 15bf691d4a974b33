package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that don't know whether their request has arrived send it once more. */
@ExtendWith(SharedServer.class)
class IdempotencyIT {

    private static final String API_KEYS = "/api/api-keys";
    private static final String BODY = "{\"name\":\"support bot\"}";

    private final String key = UUID.randomUUID().toString();
    private AgentWardenServer server;
    private Company company;

    @BeforeEach
    void signUp(AgentWardenServer shared) {
        server = shared;
        company = Company.register(server.baseUri());
    }

    @Test
    void aRepetitionIsAnsweredLikeTheFirstWithTheSecretThatIsShownOnceAndMakesNothingNew() {
        Answer first = post(company.api(), API_KEYS, BODY).expect(201);
        Answer again = post(company.api(), API_KEYS, BODY).expect(201);

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(first.body()).contains("\"key\":\"ak_");
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(apiKeys()).hasSize(1);
    }

    @Test
    void withoutAKeyARequestIsDoneEachTime() {
        company.api().post(API_KEYS, BODY).expect(201);
        Answer second = company.api().post(API_KEYS, BODY).expect(201);

        assertThat(second.header("Idempotency-Replayed")).isEmpty();
        assertThat(apiKeys()).hasSize(2);
    }

    @Test
    void aKeyThatWasUsedForAnotherRequestIsRefused() {
        post(company.api(), API_KEYS, BODY).expect(201);

        assertConflict(post(company.api(), API_KEYS, "{\"name\":\"another bot\"}"), "idempotency_conflict");
        assertConflict(post(company.api(), "/api/agents", BODY), "idempotency_conflict");
        assertThat(apiKeys()).hasSize(1);
        assertThat(company.api().get("/api/agents").array()).isEmpty();
    }

    @Test
    void aRefusalIsRepeatedToo() {
        String path = "/api/agents/" + UUID.randomUUID() + "/permissions";
        Answer first =
                post(company.api(), path, "{\"action\":\"stripe.refund\"}").expect(404);
        Answer again =
                post(company.api(), path, "{\"action\":\"stripe.refund\"}").expect(404);

        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void aReportIsTakenDownOnceAndADecisionWithoutABodyTakenOnce() {
        Agent agent = company.agent("refunder");
        String report = "{\"agent_id\":\"refunder\",\"action\":\"stripe.refund\",\"status\":\"success\","
                + "\"context\":{\"amount\":50.00}}";
        Answer first = post(agent.api(), "/sdk/log", report).expect(200);
        Answer again = post(agent.api(), "/sdk/log", report).expect(200);
        assertThat(again.body()).isEqualTo(first.body()).contains("\"amount\":50.00");
        assertThat(company.logs()).hasSize(1);

        company.requireApproval(agent, "stripe.refund");
        String approval = agent.check("stripe.refund", "{}").awaitedApproval();
        String path = "/api/approvals/" + approval + "/approve";
        post(company.api(), path, "").expect(200);
        assertThat(post(company.api(), path, "").expect(200).header("Idempotency-Replayed"))
                .contains("true");
    }

    @Test
    void nobodyIsGivenWhatAnotherWasAnswered() {
        Answer first = post(company.api(), API_KEYS, BODY).expect(201);
        Company stranger = Company.register(server.baseUri());
        Answer strangers = post(stranger.api(), API_KEYS, BODY).expect(201);
        Answer colleagues = post(colleague(), API_KEYS, BODY).expect(201);

        assertThat(List.of(strangers, colleagues))
                .allSatisfy(other ->
                        assertThat(other.header("Idempotency-Replayed")).isEmpty())
                .extracting(Answer::body)
                .doesNotContain(first.body());
        assertThat(apiKeys()).hasSize(2);
    }

    @Test
    void whoeverMayNoMoreDoItIsNotToldWhatItGave() {
        Api colleague = colleague();
        post(colleague, API_KEYS, BODY).expect(201);
        String id = colleague.get("/auth/me").expect(200).json().getString("id");
        company.api().put("/api/users/" + id, "{\"role\":\"viewer\"}").expect(200);

        post(colleague, API_KEYS, BODY).expect(403);
    }

    @Test
    void whileTheFirstIsAtWorkARepetitionIsToldToWait() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.ok().after(Duration.ofMillis(1_500)))) {
            Endpoint endpoint = company.webhook(receiver.uri());
            String path = "/api/webhooks/" + endpoint.id() + "/test";
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> post(company.api(), path, "{}"));
            receiver.awaitTotal(1);

            Answer meanwhile = post(company.api(), path, "{}");

            assertConflict(meanwhile, "idempotency_in_progress");
            assertThat(meanwhile.header("Retry-After")).contains("1");
            String body = first.join().expect(200).body();
            Answer afterwards = post(company.api(), path, "{}").expect(200);
            assertThat(afterwards.body()).isEqualTo(body);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void twentyCopiesAtOnceMakeOneThing() {
        List<CompletableFuture<Answer>> copies = Stream.generate(() ->
                        CompletableFuture.supplyAsync(this::postUntilDone, runnable -> new Thread(runnable).start()))
                .limit(20)
                .toList();

        assertThat(copies)
                .extracting(copy -> copy.join().expect(201).body())
                .containsOnly(copies.get(0).join().body());
        assertThat(apiKeys()).hasSize(1);
    }

    private Answer postUntilDone() {
        return await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> post(company.api(), API_KEYS, BODY), answer -> answer.status() != 409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tab\tkey"})
    void aKeyThatIsNoneIsRefused(String none) {
        Answer answer = post(company.api(), none, API_KEYS, BODY);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json()
                        .getJsonObject("detail")
                        .getJsonArray("fields")
                        .getJsonObject(0)
                        .getString("field"))
                .isEqualTo("Idempotency-Key");
        assertThat(post(company.api(), "k".repeat(256), API_KEYS, BODY).status())
                .isEqualTo(400);
        post(company.api(), "k".repeat(255), API_KEYS, BODY).expect(201);
    }

    @Test
    void toSignInIsDoneEachTime() {
        String credentials = "{\"email\":\"%s\",\"password\":\"wrong\"}".formatted(company.email());

        post(Api.anonymous(server.baseUri()), "/auth/login", credentials).expect(401);
        assertThat(post(Api.anonymous(server.baseUri()), "/auth/login", credentials)
                        .expect(401)
                        .header("Idempotency-Replayed"))
                .isEmpty();
    }

    /** Another admin of the same company. */
    private Api colleague() {
        String email = "colleague-" + UUID.randomUUID() + "@example.com";
        company.api()
                .post(
                        "/api/users",
                        "{\"email\":\"%s\",\"password\":\"correct horse\",\"role\":\"admin\"}".formatted(email))
                .expect(201);
        return Company.login(server.baseUri(), email, "correct horse").api();
    }

    private List<JsonObject> apiKeys() {
        return company.api().get(API_KEYS).expect(200).array().getValuesAs(JsonObject.class);
    }

    private Answer post(Api api, String path, String body) {
        return post(api, key, path, body);
    }

    private static Answer post(Api api, String key, String path, String body) {
        return api.send(
                "POST",
                path,
                Map.of("Content-Type", "application/json", "Idempotency-Key", key),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertConflict(Answer answer, String code) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(409);
        assertThat(answer.json().getJsonObject("detail").getString("error")).isEqualTo(code);
    }
}
