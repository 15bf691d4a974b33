package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentRules;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.AgentWardenServer.Finished;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organization with thousands of rows is removed, and the server is killed in between. */
@Tag("full")
class RemovedRowsIT {

    private static final int EVENTS = 3_000;
    private static final String ADMIN = "first@removal.example";
    private static final String PASSWORD = "leaves with the first one";

    private static AgentWardenServer server;
    private static WebhookReceiver receiver;
    private static Company removed;
    private static Company staying;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        server = AgentWardenServer.named("removal")
                .with("AGENTWARDEN_LOG_SEAL_AFTER", "500ms")
                .with("AGENTWARDEN_RETENTION_DELIVERIES", "off")
                .with("AGENTWARDEN_BOOTSTRAP_ADMIN_EMAIL", ADMIN)
                .with("AGENTWARDEN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD)
                .with("AGENTWARDEN_BOOTSTRAP_ORGANIZATION", "The First")
                .withMovableClock()
                .start();
        receiver = WebhookReceiver.start();
        removed = Company.login(server.baseUri(), ADMIN, PASSWORD);
        staying = Company.register(server.baseUri());
        List<Endpoint> endpoints = List.of(busy(removed), busy(staying));
        server.stop();
        try (Connection database = server.connect()) {
            new OldRows(database, removed, endpoints.get(0)).addFinished(0, EVENTS);
        }
        server.restart();
    }

    /** With rows of every kind. */
    private static Endpoint busy(Company company) {
        Agent agent = company.agent("busy-bot");
        company.requireApproval(agent, "stripe.refund");
        Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
        agent.check("stripe.refund", "{}").awaitedApproval();
        agent.log("crm.read", "failed", "{}");
        DeliveryStates.await(company, endpoint, "delivered");
        company.takePlan("pro");
        String team = company.team("Finance", company);
        new AgentRules(company, agent, "stripe.refund")
                .add("{'action':'crm.delete','effect':'ask','approvers':{'team':'" + team + "'}}");
        company.invite("viewer");
        Company away = company.invite("approver");
        company.api()
                .put(
                        "/api/users/" + away.userId() + "/delegation",
                        "{\"to\":\"" + company.userId() + "\",\"until\":\""
                                + server.time().now().plus(Duration.ofDays(1)) + "\"}")
                .expect(200);
        company.api()
                .post("/api/webhooks/" + endpoint.id() + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                .expect(202);
        await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                .until(() ->
                        company.api().get("/api/logs/verify").expect(200).json().getInt("unsealed_rows") == 0);
        return endpoint;
    }

    @AfterAll
    static void stop() {
        receiver.close();
        server.close();
        server.delete();
    }

    @Test
    void allRowsGoAlsoAfterACrashAndNobodyElsesDo() throws Exception {
        Path export = exportOf(removed);
        String old = Removal.ask(removed).getString("confirmation");
        server.time().pass(Duration.ofMinutes(11));
        assertThat(Removal.confirm(removed, old, Removal.name(removed)).status())
                .isEqualTo(400);
        JsonObject asked = Removal.ask(removed);
        assertThat(asked.getJsonObject("removes").getJsonObject("deliveries").getInt("number"))
                .isGreaterThan(EVENTS);
        Removal.confirm(removed, asked.getString("confirmation"), Removal.name(removed))
                .expect(202);
        Matcher line = Pattern.compile("The organization " + removed.organizationId()
                        + " was removed at \\S+ by the user " + removed.userId()
                        + "; checkpoint of its log: (\\d+:[0-9a-f]{64})")
                .matcher(Files.readString(server.log()));
        assertThat(line.find()).isTrue();

        server.kill();
        assertThat(Files.readString(server.log())).doesNotContain("All rows of the organization");
        server.restart();

        awaitTheEndOf(removed);
        staying.api().get("/api/agents").expect(200);
        assertThat(staying.api().get("/api/logs/verify").expect(200).json().getBoolean("valid"))
                .isTrue();
        server.stop();
        try (Connection database = server.connect()) {
            assertThat(rowsOf(removed, database)).isEmpty();
            assertThat(count(
                            "select count(*) from attempts a where not exists"
                                    + " (select d.id from deliveries d where d.id = a.delivery_id)",
                            database))
                    .isZero();
            assertThat(count("select count(*) from organizations", database)).isEqualTo(1);
            assertThat(rowsOf(staying, database))
                    .containsKeys(
                            "agents",
                            "api_keys",
                            "approvals",
                            "delegations",
                            "deliveries",
                            "log_entries",
                            "log_seals",
                            "past_plans",
                            "permissions",
                            "resends",
                            "teams",
                            "users",
                            "webhook_endpoints",
                            "webhook_events");
        }
        assertThat(server.dataDirectory().resolve("log-checkpoints").resolve(removed.organizationId()))
                .doesNotExist();
        Finished checked = server.finish(List.of("verify-log", "--checkpoint", line.group(1), export.toString()));
        assertThat(checked.exitCode()).as(checked.output()).isZero();

        server.restart();
        assertThat(signInOfTheFirstAdmin()).isEqualTo(401);
        Removal.remove(staying);
        awaitTheEndOf(staying);
        server.restart();
        assertThat(signInOfTheFirstAdmin()).isEqualTo(200);
        Company anew = Company.login(server.baseUri(), ADMIN, PASSWORD);
        assertThat(anew.organizationId()).isNotEqualTo(removed.organizationId());
        assertThat(anew.api().get("/api/agents").expect(200).array()).isEmpty();
    }

    private static void awaitTheEndOf(Company company) {
        await().atMost(LoadFactor.scale(Duration.ofMinutes(2)))
                .until(() -> Files.readString(server.log())
                        .contains("All rows of the organization " + company.organizationId() + " are removed"));
    }

    private static int signInOfTheFirstAdmin() {
        return Api.anonymous(server.baseUri())
                .post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(ADMIN, PASSWORD))
                .status();
    }

    /** With nothing logged after it, so that its last seal is the last of all. */
    private Path exportOf(Company company) throws Exception {
        String exported =
                company.api().get("/api/logs/export?format=sealed").expect(200).body();
        return Files.writeString(directory.resolve("export.jsonl"), exported);
    }

    /** How many there are, by the tables that have some. */
    private static Map<String, Integer> rowsOf(Company company, Connection database) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery("select lower(table_name) from information_schema.columns"
                        + " where lower(column_name) = 'organization_id'")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        assertThat(tables).contains("log_entries", "deliveries", "live_versions");
        Map<String, Integer> rows = new TreeMap<>();
        for (String table : tables) {
            try (PreparedStatement statement =
                    database.prepareStatement("select count(*) from " + table + " where organization_id = ?")) {
                statement.setString(1, company.organizationId());
                try (ResultSet counted = statement.executeQuery()) {
                    counted.next();
                    if (counted.getInt(1) > 0) {
                        rows.put(table, counted.getInt(1));
                    }
                }
            }
        }
        return rows;
    }

    private static int count(String query, Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet counted = statement.executeQuery(query)) {
            counted.next();
            return counted.getInt(1);
        }
    }
}
