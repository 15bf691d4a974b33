package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every answer of the application has {@code X-Content-Type-Options}, also an empty one. The listener takes an empty 200 or 500
 * without it for a request that nobody has answered. {@link AccessTableIT} looks at the answers of each resource.
 */
@ExtendWith(SharedServer.class)
class AnswerHeadersIT {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200",
        "HEAD, /, 200",
        "OPTIONS, /, 403",
        "GET, /sign-in, 200",
        "GET, /assets/other/app/main.js, 200",
        "HEAD, /assets/other/app/main.js, 200",
        "OPTIONS, /assets/other/app/main.js, 403",
        "GET, /docs, 302",
        "GET, /docs/, 200",
        "HEAD, /docs/, 200",
        "OPTIONS, /docs/, 200",
        "OPTIONS, /docs, 200",
        "POST, /docs/, 405",
        "GET, /docs/nothing, 404",
        "GET, /container-error, 404",
        "OPTIONS, /container-error, 404",
        "GET, /metrics, 200",
        "HEAD, /metrics, 200",
        "GET, /nowhere, 404",
        "OPTIONS, /nowhere, 404",
        "GET, /api/agents, 401",
        "HEAD, /api/agents, 401",
        "DELETE, /auth/session, 204",
        "PATCH, /sdk/check, 405",
        "TRACE, /sdk/check, 405"
    })
    void anAnswerToNobodyHasIt(String method, String path, int status, AgentWardenServer server) {
        Answer answer = Api.anonymous(server.baseUri()).send(method, path, Map.of(), new byte[0]);

        assertThat(answer.status()).isEqualTo(status);
        assertIsOfTheApplication(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "PATCH", "UNHEARD"})
    void anyMethodOnAnyPathIsAnsweredWithIt(String method, AgentWardenServer server) {
        Company company = Company.register(server.baseUri());
        List<String> paths = AccessTable.rows().stream()
                .filter(row -> !row.isStream())
                .map(row -> PARAMETER.matcher(row.path()).replaceAll("none"))
                .distinct()
                .toList();

        for (Api caller : List.of(
                Api.anonymous(server.baseUri()),
                company.api(),
                company.agent("bot").api())) {
            assertThat(paths)
                    .allSatisfy(path -> assertIsOfTheApplication(caller.send(method, path, Map.of(), new byte[0])));
        }
    }

    @Test
    void whatIsRefusedBeforeItReachesAResourceIsAnsweredWithIt(AgentWardenServer server) {
        Api nobody = Api.anonymous(server.baseUri());
        Api admin = Company.register(server.baseUri()).api();

        assertIsOfTheApplication(
                admin.send("POST", "/api/agents", Map.of("Content-Type", "text/plain"), bytes("x")), 415);
        assertIsOfTheApplication(admin.send("GET", "/api/agents", Map.of("Accept", "image/png"), new byte[0]), 406);
        assertIsOfTheApplication(admin.post("/api/agents", "{"), 400);
        assertIsOfTheApplication(admin.post("/api/agents", " ".repeat(1_100_000)), 413);
        assertIsOfTheApplication(nobody.get("/api/agents/%ff"), 400);
        assertIsOfTheApplication(admin.get("/api/agents?limit=none"), 400);
    }

    @Test
    void streamsRepetitionsAndAnswersWithoutABodyHaveIt(AgentWardenServer server) {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        String approval = agent.check("stripe.refund", "{}").awaitedApproval();
        Map<String, String> once = Map.of(
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString());

        assertIsOfTheApplication(company.api().beginningOf("/api/events"), 200);
        assertIsOfTheApplication(company.api().get("/api/logs/export?format=jsonl"), 200);
        assertIsOfTheApplication(company.api().beginningOf("/api/organization/export"), 200);
        assertIsOfTheApplication(agent.api().get("/sdk/approvals/" + approval + "?wait=1"), 200);
        for (int time = 1; time <= 2; time++) {
            assertIsOfTheApplication(company.api().send("POST", "/api/agents", once, bytes("{\"name\":\"one\"}")), 201);
        }
        assertIsOfTheApplication(company.api().send("POST", "/auth/register", JSON, new byte[0]), 400);
        assertIsOfTheApplication(company.api().delete("/api/agents/" + agent.id()), 204);
    }

    @Test
    void anAnswerOfThePlatformHasABody(AgentWardenServer server) {
        Api nobody = Api.anonymous(server.baseUri());

        assertThat(List.of("/health", "/health/live", "/health/ready", "/health/started", "/openapi"))
                .allSatisfy(
                        path -> assertThat(nobody.get(path).expect(200).body()).isNotEmpty());
    }

    @Test
    void whatIsAskedOfTheServerAsAWholeHasIt(AgentWardenServer server) {
        String answer =
                RawClient.exchange(server.baseUri(), "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n");
    }

    private static void assertIsOfTheApplication(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertIsOfTheApplication(answer);
    }

    private static void assertIsOfTheApplication(Answer answer) {
        assertThat(answer.status()).isNotEqualTo(503);
        assertThat(answer.header("X-Content-Type-Options")).as("%s", answer).contains("nosniff");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
