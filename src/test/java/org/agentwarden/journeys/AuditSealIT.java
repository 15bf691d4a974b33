package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has the database in their hands, and makes the log say what suits them. */
@Tag("full")
class AuditSealIT {

    /** Of management, of the sign-in of who registered, and of one decision. */
    private static final int ROWS_AT_FIRST = 7;

    private static final int ROWS = 3;

    private static final int MANY_ROWS = 500;

    /** Between two sweeps over the unsealed rows. */
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private static AgentWardenServer server;
    private static Company untouched;
    private static Company changed;
    private static Company shortened;
    private static Company extended;
    private static Company cutOff;
    private static Company resealed;
    private static Company reattributed;
    private static Company rebound;
    private static Company covered;
    private static Company predated;
    private static Company postdated;
    private static Company shifted;
    private static Company approvedBySql;

    @BeforeAll
    static void tamper() throws Exception {
        server = AgentWardenServer.named("seals")
                .with("AGENTWARDEN_LOG_SEAL_AFTER", "500ms")
                .start();
        untouched = Company.register(server.baseUri());
        changed = Company.register(server.baseUri());
        shortened = Company.register(server.baseUri());
        extended = Company.register(server.baseUri());
        cutOff = Company.register(server.baseUri());
        resealed = Company.register(server.baseUri());
        reattributed = Company.register(server.baseUri());
        rebound = Company.register(server.baseUri());
        covered = Company.register(server.baseUri());
        predated = Company.register(server.baseUri());
        postdated = Company.register(server.baseUri());
        shifted = Company.register(server.baseUri());
        approvedBySql = Company.register(server.baseUri());
        sealTwice(List.of(
                untouched,
                changed,
                shortened,
                extended,
                cutOff,
                resealed,
                reattributed,
                rebound,
                covered,
                predated,
                postdated,
                shifted,
                approvedBySql));
        Agent waiting = approvedBySql.agent("waiting");
        approvedBySql.requireApproval(waiting, "crm.delete");
        waiting.check("crm.delete", "{\"of\":\"all\"}").awaitedApproval();
        server.stop();
        try (Connection database = server.connect()) {
            String first = " organization_id = ? and id = (select min(id) from log_entries where organization_id = ?)";
            run(database, "update log_entries set status = 'REJECTED' where" + first, changed, changed);
            run(
                    database,
                    "update log_entries set actor_id = 'somebody' where organization_id = ?"
                            + " and action = 'permission.created'",
                    reattributed);
            run(
                    database,
                    "update log_entries set action_hash = (select action_hash from log_entries"
                            + " where organization_id = ? and status = 'APPROVED')"
                            + " where organization_id = ? and status = 'APPROVED'",
                    covered,
                    rebound);
            run(
                    database,
                    "update log_entries set kind = 'AGENT' where organization_id = ? and action = 'agent.created'",
                    covered);
            run(database, "delete from log_entries where" + first, shortened, shortened);
            run(
                    database,
                    "insert into log_entries (id, organization_id, kind, action, status, context, created_at)"
                            + " select '00000000-0000-7000-8000-000000000000', organization_id, kind, action, status,"
                            + " context, created_at from log_entries where" + first,
                    extended,
                    extended);
            run(
                    database,
                    "delete from log_entries where organization_id = ? and created_at > (select last_created_at"
                            + " from log_seals where organization_id = ? and number = 1)",
                    cutOff,
                    cutOff);
            run(database, "delete from log_seals where organization_id = ? and number > 1", cutOff);
            run(
                    database,
                    "update log_seals set row_count = row_count + 1 where organization_id = ? and number = 1",
                    resealed);
            run(
                    database,
                    "update approvals set status = 'APPROVED', pending_key = null, resolved_by = (select max(resolved_by)"
                            + " from approvals where organization_id = ?), resolved_at = current_timestamp"
                            + " where organization_id = ? and status = 'PENDING'",
                    approvedBySql,
                    approvedBySql);
            insertDated(database, "1960-01-01 00:00:00+00", predated);
            insertDated(database, "10500-01-01 00:00:00+00", postdated);
            run(
                    database,
                    "update log_seals set last_created_at = last_created_at + interval '1' second"
                            + " where organization_id = ? and number = 2",
                    shifted);
        }
        server.restart();
    }

    private static void insertDated(Connection database, String time, Company company) throws SQLException {
        run(
                database,
                "insert into log_entries (id, organization_id, kind, agent_id, action, status, context, created_at)"
                        + " select 'dated-' || substring(organization_id from 1 for 20), organization_id, kind, agent_id,"
                        + " action, status, context, timestamp with time zone '" + time + "' from log_entries"
                        + " where organization_id = ? fetch first row only",
                company);
    }

    /** Each log gets two seals, each over some rows. */
    private static void sealTwice(List<Company> companies) {
        List<Agent> agents =
                companies.stream().map(AuditSealIT::agentThatWasApproved).toList();
        for (int seal = 1; seal <= 2; seal++) {
            for (Agent agent : agents) {
                for (int row = 0; row < ROWS; row++) {
                    agent.log("crm.read", "failed", "{\"row\":" + row + "}");
                }
            }
            int sealed = ROWS_AT_FIRST + seal * ROWS;
            await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> companies.stream()
                            .allMatch(company -> verify(company).getInt("sealed_rows") == sealed));
        }
    }

    private static Agent agentThatWasApproved(Company company) {
        Agent agent = company.agent("logger");
        company.requireApproval(agent, "crm.delete");
        company.approve(
                agent.check("crm.delete", "{\"of\":\"" + agent.id() + "\"}").awaitedApproval());
        return agent;
    }

    private static void run(Connection database, String sql, Company... companies) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int index = 0; index < companies.length; index++) {
                statement.setString(index + 1, companies[index].organizationId());
            }
            assertThat(statement.executeUpdate()).as(sql).isPositive();
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

    private static String flaw(Company company) {
        JsonObject verification = verify(company);
        assertThat(verification.getBoolean("valid")).isFalse();
        return verification.getJsonObject("flaw").getString("kind");
    }

    @Test
    void aLogThatNobodyTouchedIsValid() {
        JsonObject verification = verify(untouched);
        assertThat(verification.getBoolean("valid")).isTrue();
        assertThat(verification.getInt("sealed_rows")).isEqualTo(ROWS_AT_FIRST + 2 * ROWS);
        assertThat(verification.getInt("unsealed_rows")).isZero();
    }

    /** A sweep must not go on with the few rows that have become old enough while it sealed others. */
    @Test
    void aLogThatGrowsAllTheTimeGetsOneSealForEachSweep() {
        Company busy = Company.register(server.baseUri());
        Agent agent = busy.agent("logger");
        Instant start = Instant.now();

        while (verify(busy).getInt("sealed_rows") < MANY_ROWS) {
            agent.log("crm.read", "failed", "{}");
        }

        long sweeps = Duration.between(start, Instant.now()).dividedBy(SWEEP) + 2;
        assertThat(verify(busy).getInt("seals")).isLessThanOrEqualTo((int) sweeps);
    }

    @Test
    void aRowDatedBefore1970IsFound() {
        assertThat(flaw(predated)).isEqualTo("inserted");
    }

    @Test
    void aRowDatedAfter9999IsCounted() {
        assertThat(verify(postdated).getInt("unsealed_rows")).isEqualTo(1);
    }

    @Test
    void aSealWhoseTimeWasChangedIsFound() {
        assertThat(flaw(shifted)).isEqualTo("forged");
    }

    @Test
    void anApprovalThatWasNeverApprovedThroughTheServerIsFound() {
        String approval =
                approvedBySql.approvals("status=approved").getJsonObject(0).getString("id");

        assertThat(flaw(approvedBySql)).isEqualTo("unlogged");
        assertThat(verify(approvedBySql).getJsonObject("flaw").getString("approval_id"))
                .isEqualTo(approval);
    }

    @Test
    void aChangedRowIsFound() {
        assertThat(flaw(changed)).isEqualTo("changed");
    }

    @Test
    void aChangeThatIsPutDownToSomebodyElseIsFound() {
        assertThat(flaw(reattributed)).isEqualTo("changed");
    }

    @Test
    void aDecisionThatIsBoundToAnotherActionIsFound() {
        assertThat(flaw(rebound)).isEqualTo("changed");
    }

    @Test
    void aChangeOfManagementThatIsCoveredUpAsAnAgentsDoingIsFound() {
        assertThat(flaw(covered)).isEqualTo("changed");
    }

    @Test
    void aRemovedRowIsFound() {
        assertThat(flaw(shortened)).isEqualTo("removed");
    }

    @Test
    void anInsertedRowIsFound() {
        assertThat(flaw(extended)).isEqualTo("inserted");
    }

    @Test
    void anEndThatWasCutOffTogetherWithItsSealsIsFoundAlsoWhenTheLogHasGrownAgain() {
        assertThat(flaw(cutOff)).isEqualTo("truncated");

        cutOff.agent("another logger").log("crm.read", "failed", "{}");

        await().during(Duration.ofSeconds(7))
                .atMost(LoadFactor.scale(Duration.ofSeconds(20)))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> flaw(cutOff).equals("truncated"));
    }

    @Test
    void aSealThatIsNotOursIsFound() {
        assertThat(flaw(resealed)).isEqualTo("forged");
    }

    /** What {@code verify-log} says of an export is what the server says of the log. */
    @Test
    void anExportIsCheckedWithoutTheServer(@TempDir Path directory) throws IOException {
        Path key = Files.writeString(
                directory.resolve("log.pub"), verify(untouched).getString("public_key"));
        List<String> lines = exported(untouched);
        assertThat(checked(lines, directory, "--key", key.toString())).isZero();
        assertThat(checked(lines, directory, "--checkpoint", verify(untouched).getString("checkpoint")))
                .isZero();

        List<String> change = new ArrayList<>(lines);
        change.set(2, change.get(2).replace("\"context\":\"{", "\"context\":\"{ "));
        assertThat(checked(change, directory)).isEqualTo(1);
        List<String> removal = new ArrayList<>(lines);
        removal.remove(2);
        assertThat(checked(removal, directory)).isEqualTo(1);
        List<String> addition = new ArrayList<>(lines);
        addition.add(2, lines.get(2));
        assertThat(checked(addition, directory)).isEqualTo(1);
        assertThat(checked(lines.subList(0, lines.size() - 1), directory)).isEqualTo(2);

        for (Company tampered : List.of(changed, shortened, extended, resealed, shifted, predated)) {
            assertThat(checked(exported(tampered), directory))
                    .as(flaw(tampered))
                    .isEqualTo(1);
        }
    }

    private static List<String> exported(Company company) {
        return company.api()
                .get("/api/logs/export?format=sealed")
                .expect(200)
                .body()
                .lines()
                .toList();
    }

    private static int checked(List<String> lines, Path directory, String... options) throws IOException {
        Path export = Files.write(directory.resolve("export.jsonl"), lines);
        List<String> command = new ArrayList<>(List.of("verify-log"));
        command.addAll(List.of(options));
        command.add(export.toString());
        return server.finish(command).exitCode();
    }

    @Test
    void aCheckpointThatWasKeptElsewhereIsCheckedToo() {
        String checkpoint = verify(untouched).getString("checkpoint");
        assertThat(untouched
                        .api()
                        .get("/api/logs/verify?checkpoint=" + checkpoint)
                        .expect(200)
                        .json()
                        .getBoolean("valid"))
                .isTrue();
        String another = checkpoint.substring(0, checkpoint.indexOf(':') + 1) + "0".repeat(64);
        assertThat(untouched
                        .api()
                        .get("/api/logs/verify?checkpoint=" + another)
                        .expect(200)
                        .json()
                        .getBoolean("valid"))
                .isFalse();
        untouched.api().get("/api/logs/verify?checkpoint=17").expect(400);
    }
}
