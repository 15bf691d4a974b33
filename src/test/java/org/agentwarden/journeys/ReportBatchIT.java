package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent reports many actions in one request. */
@ExtendWith(SharedServer.class)
class ReportBatchIT {

    private static final String PATH = "/sdk/log";
    private static final int MOST = 500;

    private AgentWardenServer server;
    private Company company;
    private Agent agent;

    @BeforeEach
    void signUp(AgentWardenServer shared) {
        server = shared;
        company = Company.register(server.baseUri());
        agent = company.agent("batch-bot");
    }

    @Test
    void eachOfFiveHundredReportsHasItsAnswerInItsPlaceAndItsWebhookOnce() {
        List<String> reports = new ArrayList<>(failures(MOST));
        reports.set(7, report("nobody", "failed", "{}"));
        reports.set(200, report("batch-bot", "eaten", "{}"));
        reports.set(499, "{\"agent_id\":\"batch-bot\",\"status\":\"failed\"}");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.failed");

            JsonArray answers = post(reports).expect(200).array();

            assertThat(answers).hasSize(MOST);
            assertThat(error(answers, 7))
                    .isEqualTo(Json.createObjectBuilder()
                            .add("status", 404)
                            .add("detail", "Agent not found")
                            .build());
            assertThat(fields(answers, 200)).containsExactly("status");
            assertThat(fields(answers, 499)).containsExactly("action");
            List<Integer> stored = IntStream.range(0, MOST)
                    .filter(place -> !List.of(7, 200, 499).contains(place))
                    .boxed()
                    .toList();
            assertThat(stored)
                    .allSatisfy(place -> assertThat(answers.getJsonObject(place)
                                    .getJsonObject("context")
                                    .getInt("place"))
                            .isEqualTo(place));
            assertThat(stored.stream().map(place -> answers.getJsonObject(place).getString("id")))
                    .doesNotHaveDuplicates();
            assertThat(stored.stream()
                            .map(place ->
                                    Instant.parse(answers.getJsonObject(place).getString("created_at"))))
                    .isSorted();
            receiver.awaitTotal(stored.size());
            assertThat(receiver.requests().stream()
                            .map(request ->
                                    request.data().getJsonObject("context").getInt("place")))
                    .containsExactlyInAnyOrderElementsOf(stored);
            assertThat(logged()).isEqualTo(stored.size());
        }
    }

    @Test
    void anAnswerIsThatOfASingleReport() {
        String report = report("batch-bot", "success", "{\"amount\":50.00}");

        JsonObject single = agent.api().post(PATH, report).expect(200).json();
        Answer several = post(List.of(report)).expect(200);

        assertThat(several.array()).hasSize(1);
        JsonObject only = several.array().getJsonObject(0);
        assertThat(only.keySet()).containsExactlyElementsOf(single.keySet());
        assertThat(only.getString("agent_id")).isEqualTo(agent.id());
        assertThat(several.body()).contains("\"amount\":50.00");
    }

    @Test
    void aRepetitionWithTheSameKeyStoresNothingAndIsAnsweredTheSame() {
        List<String> reports = new ArrayList<>(failures(80));
        reports.add(report("nobody", "failed", "{}"));
        String key = UUID.randomUUID().toString();

        Answer first = post(key, reports).expect(200);
        Answer again = post(key, reports).expect(200);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(logged()).isEqualTo(80);
        assertThat(post(key, failures(80)).status()).isEqualTo(409);
    }

    @Test
    void oneReportMoreThanFiveHundredIsRefusedNamingTheLimit() {
        Answer answer = post(failures(MOST + 1)).expect(400);

        assertThat(answer.json().getJsonObject("detail").getString("message")).contains("500");
        assertThat(logged()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[[]]", "[GOOD,[GOOD]]", "[GOOD,null]", "[GOOD,\"x\"]", "[1]", "7", "\"x\"", "[", "[GOOD,]"
            })
    void whatIsNoArrayOfObjectsIsRefusedAsAWhole(String body) {
        Answer answer = agent.api()
                .post(PATH, body.replace("GOOD", report("batch-bot", "success", "{}")))
                .expect(400);

        assertThat(answer.json()
                        .getJsonObject("detail")
                        .getJsonArray("fields")
                        .getJsonObject(0)
                        .getString("field"))
                .isEqualTo("body");
        assertThat(logged()).isZero();
    }

    @Test
    void aBodyBeyondTheLimitOfBodiesIsRefused() {
        String large = report("batch-bot", "success", "{\"text\":\"" + "x".repeat(60_000) + "\"}");

        post(IntStream.range(0, 20).mapToObj(i -> large).toList()).expect(413);

        assertThat(logged()).isZero();
    }

    @Test
    void aKeyThatIsBoundToAnAgentReportsForThatOneOnly() {
        company.agent("other-bot");
        JsonObject key = company.api()
                .post("/api/api-keys", "{\"name\":\"bound\",\"agent_ids\":[\"batch-bot\"]}")
                .expect(201)
                .json();
        Api bound = Api.withKey(server.baseUri(), key.getString("key"));

        JsonArray answers = bound.post(
                        PATH,
                        array(List.of(report("other-bot", "success", "{}"), report("batch-bot", "success", "{}"))))
                .expect(200)
                .array();

        assertThat(error(answers, 0).getInt("status")).isEqualTo(403);
        assertThat(answers.getJsonObject(1).getString("agent_id")).isEqualTo(agent.id());
        assertThat(logged()).isEqualTo(1);
    }

    @Test
    void whatIsReportedOfApprovalsIsNotedAndAWrongApprovalKeepsNoOtherReportOut() {
        company.requireApproval(agent, "stripe.refund");
        String approval = agent.check("stripe.refund", "{}").awaitedApproval();
        company.approve(approval);
        String good =
                "{\"agent_id\":\"batch-bot\",\"action\":\"stripe.refund\",\"status\":\"success\",\"approval_id\":\"%s\"}";

        JsonArray answers = post(List.of(
                        report("batch-bot", "success", "{}"),
                        good.formatted(UUID.randomUUID()),
                        good.formatted(approval),
                        report("batch-bot", "success", "{}")))
                .expect(200)
                .array();

        assertThat(error(answers, 1).getInt("status")).isEqualTo(404);
        assertThat(IntStream.of(0, 2, 3).mapToObj(answers::getJsonObject))
                .allSatisfy(row -> assertThat(row).containsKey("id"));
        assertThat(agent.approval(approval).getString("outcome")).isEqualTo("success");
    }

    @Test
    void batchesAndSingleReportsOfManyCallersAtOnceAreAllStoredOnce() {
        Company other = Company.register(server.baseUri());
        Agent otherAgent = other.agent("other-bot");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.failed");
            List<CompletableFuture<Answer>> calls = new ArrayList<>();
            for (int call = 0; call < 6; call++) {
                calls.add(CompletableFuture.supplyAsync(() -> post(failures(90))));
                calls.add(
                        CompletableFuture.supplyAsync(() -> agent.report("stripe.refund", "failed", "{\"place\":0}")));
                calls.add(CompletableFuture.supplyAsync(() -> otherAgent.report("stripe.refund", "failed", "{}")));
            }

            assertThat(calls).allSatisfy(call -> call.join().expect(200));
            receiver.awaitTotal(6 * 91);
            receiver.staysAt(6 * 91, Duration.ofMillis(500));
            assertThat(logged()).isEqualTo(6 * 91);
            assertThat(other.logs()).hasSize(6);
        }
    }

    private static List<String> failures(int count) {
        return IntStream.range(0, count)
                .mapToObj(place -> report("batch-bot", "failed", "{\"place\":" + place + "}"))
                .toList();
    }

    private static String report(String agent, String status, String context) {
        return "{\"agent_id\":\"%s\",\"action\":\"stripe.refund\",\"status\":\"%s\",\"context\":%s}"
                .formatted(agent, status, context);
    }

    private static String array(List<String> reports) {
        return "[" + String.join(",", reports) + "]";
    }

    private Answer post(List<String> reports) {
        return agent.api().post(PATH, array(reports));
    }

    private Answer post(String key, List<String> reports) {
        return agent.api()
                .send(
                        "POST",
                        PATH,
                        Map.of("Content-Type", "application/json", "Idempotency-Key", key),
                        array(reports).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject error(JsonArray answers, int place) {
        return answers.getJsonObject(place).getJsonObject("error");
    }

    private static List<String> fields(JsonArray answers, int place) {
        JsonObject error = error(answers, place);
        assertThat(error.getInt("status")).isEqualTo(400);
        return error.getJsonObject("detail").getJsonArray("fields").getValuesAs(JsonObject.class).stream()
                .map(problem -> problem.getString("field"))
                .toList();
    }

    /** How many rows the log of the company has of what its agents did. */
    private int logged() {
        return Integer.parseInt(company.api()
                .get("/api/logs?limit=1")
                .expect(200)
                .header("X-Total-Count")
                .orElseThrow());
    }
}
