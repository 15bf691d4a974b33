package org.agentwarden.journeys;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.PostgresServer;
import org.agentwarden.systems.RawClient;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch of checks whose transaction takes longer than the checks wait for it. Each test takes more than a minute. */
@Tag("full")
class LateBatchIT {

    private static final int CHECKS = 8;
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(30));

    /** Longer than a check waits for the batch that it is in. */
    private static final Duration UNTIL_ALONE = LoadFactor.scale(Duration.ofSeconds(100));

    /** Each row waits at a gate, that of the first check or that of the others. */
    private static final String GATES = """
            create function wait_at_gate() returns trigger language plpgsql as $$
            begin
              perform pg_advisory_xact_lock(case new.action when 'crm.first' then 1 else 2 end);
              return new;
            end $$;
            create trigger gate before insert on log_entries for each row execute function wait_at_gate()
            """;

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            the connection is given up before the checks stop waiting, ""
            the connection is never given up,                          "?socketTimeout=0"
            """)
    void eachCheckOfItIsInTheLogOnceAndIsToldOnce(String name, String settings) throws Exception {
        Assume.postgres();
        ExecutorService callers = Executors.newCachedThreadPool();
        try (PostgresServer postgres = PostgresServer.start();
                AgentWardenServer server = AgentWardenServer.named("late-batch")
                        .database(postgres.url() + settings)
                        .with("AGENTWARDEN_HTTP_REQUESTS_PER_ORGANIZATION", Integer.toString(CHECKS + 1))
                        .start();
                WebhookReceiver receiver = WebhookReceiver.start();
                Connection database = server.connect();
                Statement statement = database.createStatement()) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("reader");
            Endpoint endpoint = company.webhook(receiver.uri(), "log.blocked");
            statement.execute(GATES);
            statement.execute("select pg_advisory_lock(1), pg_advisory_lock(2)");

            CompletableFuture<String> first = supplyAsync(() -> check(server, agent, "crm.first"), callers);
            awaitAtGates(statement, 1, PATIENCE);
            List<CompletableFuture<String>> others = IntStream.range(0, CHECKS)
                    .mapToObj(number -> supplyAsync(() -> check(server, agent, "crm." + number), callers))
                    .toList();
            // No place is left: all of them wait for the batch of the first one.
            await().atMost(PATIENCE).until(() -> company.api().get("/auth/me").status() == 503);
            statement.execute("select pg_advisory_unlock(1)");
            // One stores the batch of all, and each other one is stored alone when it has waited long enough.
            awaitAtGates(statement, CHECKS, UNTIL_ALONE);
            statement.execute("select pg_advisory_unlock(2)");

            assertThat(first.join()).startsWith("HTTP/1.1 200 ").contains("\"allowed\":false");
            assertThat(others)
                    .allSatisfy(answer -> assertThat(answer.join())
                            .startsWith("HTTP/1.1 200 ")
                            .contains("\"allowed\":false", "No permission for action"));
            assertThat(company.logs().getValuesAs(JsonObject.class))
                    .hasSize(CHECKS + 1)
                    .extracting(row -> row.getString("action"))
                    .doesNotHaveDuplicates();
            receiver.awaitTotal(CHECKS + 1);
            assertThat(company.deliveries(endpoint)).hasSize(CHECKS + 1);
        } finally {
            callers.shutdownNow();
        }
    }

    /** Waits for its answer longer than other clients of the tests. */
    private static String check(AgentWardenServer server, Agent agent, String action) {
        String body = "{\"agent_id\":\"%s\",\"action\":\"%s\"}".formatted(agent.id(), action);
        return RawClient.exchange(
                server.baseUri(),
                String.join(
                        "\r\n",
                        "POST /sdk/check HTTP/1.1",
                        "Host: x",
                        "Connection: close",
                        "X-API-Key: " + agent.apiKey(),
                        "Content-Type: application/json",
                        "Content-Length: " + body.length(),
                        "",
                        body));
    }

    private static void awaitAtGates(Statement statement, int transactions, Duration patience) {
        await().atMost(patience).until(() -> waiting(statement) >= transactions);
    }

    private static int waiting(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
