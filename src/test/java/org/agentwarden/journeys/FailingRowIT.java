package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database refuses one row of those that are stored together. */
@Tag("full")
class FailingRowIT {

    private static final String POISON = "crm.poison";
    private static final int CLIENTS = 10;
    private static final int ROUNDS = 30;

    private static AgentWardenServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = AgentWardenServer.named("failing-row").start();
        server.stop();
        try (Connection database = server.connect();
                Statement statement = database.createStatement()) {
            statement.execute(
                    "alter table log_entries add constraint no_poison check (action <> '%s')".formatted(POISON));
        }
        server.start();
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Agent agentOf(Company company) {
        Agent agent = company.agent("bot");
        company.allow(agent, "crm.*");
        return agent;
    }

    @Test
    void aCheckWhoseRowIsRefusedFailsNoOtherCheckAndNoReport() throws Exception {
        Company company = Company.register(server.baseUri());
        Company other = Company.register(server.baseUri());
        Agent agent = agentOf(company);
        Agent otherAgent = agentOf(other);
        ExecutorService clients = Executors.newFixedThreadPool(2 * CLIENTS);
        try {
            List<Future<Integer>> good = new ArrayList<>();
            List<Future<Integer>> bad = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                good.add(clients.submit(() -> status(agent.ask("crm.read", "{}"))));
                good.add(clients.submit(() -> status(otherAgent.ask("crm.read", "{}"))));
                good.add(clients.submit(() -> status(agent.report("crm.read", "success", "{}"))));
                if (round % 5 == 0) {
                    bad.add(clients.submit(() -> status(agent.ask(POISON, "{}"))));
                }
            }
            for (Future<Integer> answer : good) {
                assertThat(answer.get(5, TimeUnit.MINUTES)).isEqualTo(200);
            }
            for (Future<Integer> answer : bad) {
                assertThat(answer.get(5, TimeUnit.MINUTES)).isEqualTo(500);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(rows(company)).isEqualTo(Map.of("allowed", (long) ROUNDS, "success", (long) ROUNDS));
        assertThat(rows(other)).isEqualTo(Map.of("allowed", (long) ROUNDS));
    }

    @Test
    void aReportOfAnArrayWhoseRowIsRefusedHasItsErrorInItsPlace() {
        Company company = Company.register(server.baseUri());
        Agent agent = agentOf(company);
        String good = report("crm.read");
        List<String> reports = List.of(good, report(POISON), good, good);

        JsonArray answers = agent.api()
                .post("/sdk/log", "[" + String.join(",", reports) + "]")
                .expect(200)
                .array();

        assertThat(answers.getJsonObject(1).getJsonObject("error").getInt("status"))
                .isEqualTo(500);
        assertThat(List.of(0, 2, 3))
                .allSatisfy(place -> assertThat(answers.getJsonObject(place)).containsKey("id"));
        assertThat(rows(company)).isEqualTo(Map.of("success", 3L));
    }

    private static int status(Answer answer) {
        return answer.status();
    }

    private static String report(String action) {
        return "{\"agent_id\":\"bot\",\"action\":\"%s\",\"status\":\"success\"}".formatted(action);
    }

    private static Map<String, Long> rows(Company company) {
        return company.logs().stream()
                .map(row -> row.asJsonObject().getString("status"))
                .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    }
}
