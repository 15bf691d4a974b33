package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An auditor takes the log away. */
@Tag("full")
@ExtendWith(SharedServer.class)
@TestInstance(Lifecycle.PER_CLASS)
class LogExportIT {

    private static final String HEAD =
            "id,created_at,kind,agent_id,action,status,context,ip_address,actor_id,subject_id,"
                    + "action_hash,comment,organization_id,client_address,permission_id,shadow_status,shadow_permission_id,"
                    + "on_behalf_of,delegated_by";

    private Company company;
    private Agent agent;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("exported-bot");
    }

    private static List<JsonObject> objects(Answer export) {
        return export.body()
                .lines()
                .map(line -> {
                    try (var reader = Json.createReader(new StringReader(line))) {
                        return reader.readObject();
                    }
                })
                .toList();
    }

    private void report(int reporters, int each) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(reporters);
        try {
            Callable<Void> reporter = () -> {
                for (int number = 0; number < each; number++) {
                    agent.log("crm.read", number % 10 == 0 ? "failed" : "success", "{\"number\":" + number + "}");
                }
                return null;
            };
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(reporters, reporter))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void thousandsOfRowsComeWholeAndInOrder() throws Exception {
        report(8, 300);

        List<JsonObject> rows =
                objects(company.api().get("/api/logs/export?format=jsonl").expect(200));

        assertThat(rows).hasSize(2_400);
        assertThat(rows).extracting(row -> row.getString("id")).doesNotHaveDuplicates();
        assertThat(rows).extracting(row -> row.getString("created_at")).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(new ArrayList<>(rows.subList(0, Company.PAGE)))
                .isEqualTo(company.logs().getValuesAs(JsonObject.class));
        Answer csv = company.api()
                .get("/api/logs/export?format=csv&status=failed&created_before="
                        + rows.get(0).getString("created_at"))
                .expect(200);
        List<String> failed = rows.stream()
                .filter(row -> row.getString("status").equals("failed")
                        && row.getString("created_at").compareTo(rows.get(0).getString("created_at")) < 0)
                .map(row -> row.getString("id"))
                .toList();
        assertThat(csv.body().lines().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .isEqualTo(failed)
                .hasSizeGreaterThan(200);
    }

    private Stream<Arguments> waysToLoseTheRight() {
        return Stream.of(
                arguments("removed", (Consumer<Company>) reader ->
                        company.api().delete("/api/users/" + reader.userId()).expect(204)),
                arguments("given another role", (Consumer<Company>) reader -> company.api()
                        .put("/api/users/" + reader.userId(), "{\"role\":\"viewer\"}")
                        .expect(200)),
                arguments("signed out by a new password", (Consumer<Company>) reader -> {
                    JsonObject change = Json.createObjectBuilder()
                            .add("current_password", "battery staple " + reader.email())
                            .add("new_password", "another battery staple")
                            .build();
                    reader.api().post("/auth/password", change).expect(200);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToLoseTheRight")
    void anExportIsCutOffWhenItsReaderMayNotReadAnyMore(String way, Consumer<Company> end) throws Exception {
        int rows = 400;
        String context = "{\"text\":\"" + "x".repeat(60_000) + "\"}";
        for (int row = 0; row < rows; row++) {
            agent.log("crm.read", "success", context);
        }
        Company reader = company.invite("approver");

        try (InputStream export = reader.api().stream("/api/logs/export?format=jsonl")) {
            export.readNBytes(1_000);
            end.accept(reader);

            assertThatThrownBy(export::readAllBytes).isInstanceOf(IOException.class);
        }
        assertThat(objects(company.api().get("/api/logs/export?format=jsonl").expect(200)))
                .hasSize(rows);
    }

    @Test
    void aSealedExportHasAllRowsAndTakesNoFilter() {
        agent.log("crm.read", "success", "{\"amount\":50.00}");

        Answer export = company.api().get("/api/logs/export?format=sealed").expect(200);

        assertThat(export.header("content-disposition").orElseThrow()).endsWith(".jsonl\"");
        List<JsonObject> lines = objects(export);
        assertThat(lines.get(0).getString("type")).isEqualTo("log");
        assertThat(lines.get(0).getString("public_key"))
                .isEqualTo(
                        company.api().get("/api/logs/verify").expect(200).json().getString("public_key"));
        assertThat(lines.get(lines.size() - 1).getString("type")).isEqualTo("end");
        assertThat(lines.get(lines.size() - 2).getString("context")).isEqualTo("{\"amount\":50.00}");
        assertThat(lines)
                .filteredOn(line -> line.getString("type").equals("row"))
                .hasSize(5);
        company.api().get("/api/logs/export?format=sealed&kind=all").expect(400);
    }

    @Test
    void aSpreadsheetComputesNothingOfIt() {
        agent.log("=SUM(A1,B1)", "success", "{\"note\":\"a, \\\"b\\\"\"}");

        Answer export = company.api().get("/api/logs/export?format=csv").expect(200);

        assertThat(export.header("content-type")).contains("text/csv; charset=utf-8; header=present");
        assertThat(export.header("content-disposition").orElseThrow())
                .matches("attachment; filename=\"audit-log-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ\\.csv\"");
        assertThat(export.body()).startsWith(HEAD + "\r\n").endsWith(company.organizationId() + ",127.0.0.1,,,,,\r\n");
        assertThat(export.body())
                .contains(",\"'=SUM(A1,B1)\",success," + "\"{\"\"note\"\":\"\"a, \\\"\"b\\\"\"\"\"}\",");
    }

    @Test
    void managementIsExportedWhenAskedForAndNothingOfOthers(AgentWardenServer server) {
        agent.log("crm.read", "success", "{}");
        Company stranger = Company.register(server.baseUri());

        List<JsonObject> rows = objects(company.invite("viewer").api().get("/api/logs/export?format=jsonl&kind=all"));

        assertThat(rows)
                .extracting(row -> row.getString("action"))
                .containsExactly(
                        "user.signed_in",
                        "user.created",
                        "invitation.created",
                        "crm.read",
                        "api_key.created",
                        "agent.created",
                        "user.signed_in",
                        "organization.registered");
        assertThat(stranger.api().get("/api/logs/export").expect(200).body()).isEqualTo(HEAD + "\r\n");
    }
}
