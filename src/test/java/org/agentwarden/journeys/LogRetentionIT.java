package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Old rows leave the log, and nobody can make it look as if others had left it the same way. */
@Tag("full")
class LogRetentionIT {

    private static final int OLD = 3;
    private static final int YOUNG = 2;

    private static AgentWardenServer server;

    /** Of a plan whose rows are kept for ever. */
    private static Company patient;

    private static Company untouched;
    private static Company shortened;
    private static Company extended;
    private static Company forged;
    private static Company shortenedBefore;

    /** Of a plan whose rows are kept for ever, and then of another one whose rows are kept for a second. */
    private static Company downgraded;

    /** By their organizations' ids. */
    private static final Map<String, Agent> AGENTS = new HashMap<>();

    /** In each log, with what was changed in the organization. */
    private static int oldRows;

    private static Instant between;

    /** Of the log that nobody touches, while its young rows are young. */
    private static JsonObject verification;

    private static JsonArray rows;

    /** Of the downgraded log, when the others had lost their old rows. */
    private static JsonObject downgradedVerification;

    @BeforeAll
    static void retireAndTamper() throws Exception {
        server = AgentWardenServer.named("log-retention")
                .with("AGENTWARDEN_LOG_SEAL_AFTER", "500ms")
                .with("AGENTWARDEN_DEFAULT_PLAN", "business")
                .with("AGENTWARDEN_RETENTION_LOGS_ENTERPRISE", "30s")
                .with("AGENTWARDEN_RETENTION_LOGS_FREE", "1s")
                .start();
        patient = Company.register(server.baseUri());
        untouched = Company.register(server.baseUri());
        shortened = Company.register(server.baseUri());
        extended = Company.register(server.baseUri());
        forged = Company.register(server.baseUri());
        shortenedBefore = Company.register(server.baseUri());
        downgraded = Company.register(server.baseUri());
        List<Company> cut = List.of(untouched, shortened, extended, forged);
        List<Company> all = List.of(patient, untouched, shortened, extended, forged, shortenedBefore);
        all.forEach(company -> AGENTS.put(company.organizationId(), company.agent("logger")));
        log(OLD, all);
        AGENTS.put(downgraded.organizationId(), downgraded.agent("logger"));
        log(OLD, List.of(downgraded));
        int signIns = 1;
        oldRows = OLD + untouched.changes().size() + signIns;
        awaitRows("sealed_rows", oldRows, all);
        server.stop();
        try (Connection database = server.connect()) {
            // Until now all rows are kept for ever, however long the sealing took.
            for (Company company : List.of(untouched, shortened, extended, forged, shortenedBefore)) {
                run(database, "update organizations set plan = 'ENTERPRISE' where id = ?", company);
            }
            removeLast(database, shortenedBefore);
        }
        server.restart();
        downgraded.takePlan("free");

        awaitRows("retired_rows", oldRows, cut);
        downgradedVerification = verify(downgraded);
        between = Instant.now();
        log(YOUNG, cut);
        awaitRows("sealed_rows", YOUNG, cut);
        verification = verify(untouched);
        rows = untouched.logs();
        server.stop();
        try (Connection database = server.connect()) {
            removeLast(database, shortened);
            removeLast(database, forged);
            run(
                    database,
                    "insert into log_entries (id, organization_id, agent_id, action, status, context, created_at)"
                            + " select '00000000-0000-7000-8000-000000000000', organization_id, agent_id, action, status,"
                            + " context, timestamp with time zone '2020-01-01 00:00:00+00' from log_entries"
                            + " where organization_id = ? fetch first row only",
                    extended);
            run(
                    database,
                    "insert into log_truncations (organization_id, number, hash, retained_since, kept_for, truncated_at,"
                            + " signature) select s.organization_id, s.number, s.hash, s.last_created_at, r.kept_for,"
                            + " r.truncated_at, r.signature from log_seals s join log_truncations r"
                            + " on r.organization_id = s.organization_id where s.organization_id = ?"
                            + " order by s.number desc, r.number desc fetch first row only",
                    forged);
        }
        server.restart();
    }

    private static void log(int count, List<Company> companies) {
        for (Company company : companies) {
            Agent agent = AGENTS.get(company.organizationId());
            for (int row = 0; row < count; row++) {
                agent.log("crm.read", "failed", "{\"row\":" + row + "}");
            }
        }
    }

    private static void awaitRows(String which, int count, List<Company> companies) {
        await().atMost(LoadFactor.scale(Duration.ofSeconds(60)))
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        companies.stream().allMatch(company -> verify(company).getInt(which) == count));
    }

    private static void removeLast(Connection database, Company company) throws SQLException {
        run(
                database,
                "delete from log_entries where id = (select max(id) from log_entries where organization_id = ?)",
                company);
    }

    private static void run(Connection database, String sql, Company company) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setString(1, company.organizationId());
            assertThat(statement.executeUpdate()).as(sql).isEqualTo(1);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        server.delete();
    }

    private static JsonObject verify(Company company) {
        return company.api().get("/api/logs/verify").expect(200).json();
    }

    /** Also in rounds that come later: no sweep must make good what it does not know. */
    private static void staysFlawed(Company company, String flaw) {
        await().during(Duration.ofSeconds(5))
                .atMost(LoadFactor.scale(Duration.ofSeconds(20)))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> flaw.equals(verify(company).getJsonObject("flaw").getString("kind")));
        assertThat(verify(company).getBoolean("valid")).isFalse();
    }

    @Test
    void aLogIsCutAtASealAndStaysValid() {
        assertThat(verification.getBoolean("valid")).isTrue();
        assertThat(verification.getInt("seals")).isGreaterThanOrEqualTo(2);
        assertThat(verification.getInt("retired_rows")).isEqualTo(oldRows);
        assertThat(verification.getInt("sealed_rows")).isEqualTo(YOUNG);
        assertThat(Instant.parse(verification.getString("retained_since"))).isBefore(between);
        assertThat(verification.getJsonObject("retirement").getString("kept_for"))
                .isEqualTo("PT30S");
        assertThat(rows).hasSize(YOUNG);
    }

    @Test
    void theYoungRowsGoTooWhenTheyAreOld() {
        awaitRows("retired_rows", oldRows + YOUNG, List.of(untouched));
        assertThat(verify(untouched).getBoolean("valid")).isTrue();
        assertThat(untouched.logs()).isEmpty();
    }

    @Test
    void theRowsOfAPlanWithoutALimitStay() {
        JsonObject kept = verify(patient);
        assertThat(kept.getBoolean("valid")).isTrue();
        assertThat(kept.getInt("sealed_rows")).isEqualTo(oldRows);
        assertThat(kept.getInt("retired_rows")).isZero();
        assertThat(kept.isNull("retained_since")).isTrue();
        assertThat(patient.logs()).hasSize(OLD);
    }

    @Test
    void aDowngradeRemovesNothingThatWasWrittenUnderALongerRule() {
        assertThat(downgradedVerification.getInt("retired_rows")).isZero();
        downgraded.takePlan("business");
        assertThat(downgraded.logs()).hasSize(OLD);
        assertThat(verify(downgraded).getBoolean("valid")).isTrue();
    }

    @Test
    void aRowThatSomebodyElseRemovedIsFound() {
        staysFlawed(shortened, "removed");
    }

    @Test
    void aRowThatIsInsertedWhereRowsWereRetiredIsFound() {
        staysFlawed(extended, "inserted");
    }

    @Test
    void theNoteOfARetirementThatNeverWasIsFound() {
        staysFlawed(forged, "forged");
    }

    @Test
    void whatIsLeftOfALogThatWasTamperedWithStaysAsTheProof() {
        staysFlawed(shortenedBefore, "removed");
        assertThat(shortenedBefore.logs()).hasSize(OLD - 1);
    }
}
