package org.agentwarden.journeys;

import static org.agentwarden.systems.AgentRules.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Approvals that nobody answers: reminders, and other people who decide. Its time passes when a test says so. */
class UnansweredApprovalsIT {

    private static final String PAYOUT = "payout.send";
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(20));

    private static AgentWardenServer server;

    private Company company;
    private Company ada;
    private Company bob;
    private Agent agent;

    @BeforeAll
    static void start() {
        server = AgentWardenServer.named("unanswered")
                .with("AGENTWARDEN_APPROVALS_EXPIRY", "2h")
                .withMovableClock()
                .start();
    }

    @BeforeEach
    void signUp() {
        company = Company.register(server.baseUri());
        ada = company.invite("approver");
        bob = company.invite("approver");
        agent = company.agent("payout-bot");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theSecondTeamDecidesOnceTheApprovalHasWaited() {
        String finance = company.team("Finance", ada);
        String board = company.team("Board", bob);
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "approval.reminder");
            ask("'team':'%s','escalate_to':'%s','escalate_after':'15m','remind_after':'5m'".formatted(finance, board));
            String approval = agent.check(PAYOUT, "{\"amount\":90.00}").awaitedApproval();
            JsonObject asked = company.approval(approval);

            assertThat(Duration.between(instant(asked, "created_at"), instant(asked, "escalates_at")))
                    .isEqualTo(Duration.ofMinutes(15));
            assertThat(asked.getBoolean("escalated")).isFalse();
            assertThat(asked.getJsonObject("approvers").getString("escalate_to"))
                    .isEqualTo(board);
            assertThat(asked.getJsonObject("approvers").getString("escalate_to_name"))
                    .isEqualTo("Board");
            assertThat(bob.decide(approval, "approve").refusal(403)).isEqualTo("not_approver");

            server.time().pass(Duration.ofMinutes(5));
            ReceivedWebhook reminder = receiver.awaitFirst("approval.reminder");
            assertThat(reminder.data().getString("approval_id")).isEqualTo(approval);
            assertThat(reminder.data().getString("status")).isEqualTo("pending");
            assertThat(reminder.data().getInt("waiting_seconds")).isBetween(300, 400);
            assertThat(reminder.data().getBoolean("escalated")).isFalse();
            assertThat(reminder.text()).contains("\"context\":{\"amount\":90.00}");

            server.time().pass(Duration.ofMinutes(10));
            ReceivedWebhook escalated =
                    receiver.awaitRequests("approval.reminder", 2).get(1);
            assertThat(escalated.data().getBoolean("escalated")).isTrue();
            assertThat(company.approval(approval).getBoolean("escalated")).isTrue();
            assertThat(company.statusesOf(approval)).containsExactly("escalated", "pending_approval");
            assertThat(company.decide(approval, "approve").refusal(403)).isEqualTo("not_approver");
            assertThat(bob.approve(approval).getString("status")).isEqualTo("approved");
            server.time().pass(Duration.ofMinutes(30));
            receiver.staysAt(2, Duration.ofSeconds(3));
        }
    }

    @Test
    void theFirstTeamKeepsItsRightAndTheQuorumStays() {
        String finance = company.team("Finance", ada);
        String board = company.team("Board", bob);
        ask("'team':'%s','quorum':2,'escalate_to':'%s','escalate_after':'15m'".formatted(finance, board));
        String approval = agent.check(PAYOUT, "{}").awaitedApproval();

        assertThat(ada.approve(approval).getString("status")).isEqualTo("pending");
        server.time().pass(Duration.ofMinutes(15));
        awaitEscalation(approval);

        assertThat(bob.approve(approval).getString("status")).isEqualTo("approved");
        assertThat(company.approval(approval).getJsonArray("decisions")).hasSize(2);
    }

    @Test
    void itExpiresOnlyWhenEvenBothTeamsAreTooFew() {
        String finance = company.team("Finance", ada);
        String board = company.team("Board", bob, company);
        ask("'team':'%s','quorum':2,'escalate_to':'%s','escalate_after':'15m'".formatted(finance, board));
        String approval = agent.check(PAYOUT, "{}").awaitedApproval();

        company.api().delete("/api/users/" + ada.userId()).expect(204);
        server.time().pass(Duration.ofMinutes(15));
        awaitEscalation(approval);
        assertThat(bob.approve(approval).getString("status")).isEqualTo("pending");

        company.api().delete("/api/users/" + bob.userId()).expect(204);
        awaitStatus(approval, "expired");
        assertThat(company.approval(approval).getString("comment"))
                .isEqualTo("Fewer people may decide than must approve");
    }

    @Test
    void whatEverybodyMayDecideIsRemindedOfToo() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "approval.reminder");
            ask("'remind_after':'1m'");
            String approval = agent.check(PAYOUT, "{}").awaitedApproval();
            String decided = agent.check(PAYOUT, "{\"n\":1}").awaitedApproval();
            company.approve(decided);

            server.time().pass(Duration.ofMinutes(1));

            receiver.awaitFirst("approval.reminder");
            receiver.staysAt(1, Duration.ofSeconds(3));
            assertThat(receiver.requests().get(0).data().getString("approval_id"))
                    .isEqualTo(approval);
            assertThat(company.statusesOf(approval)).containsExactly("pending_approval");
        }
    }

    @Test
    void aTeamThatAPermissionEscalatesToStays() {
        String finance = company.team("Finance", ada);
        String board = company.team("Board", bob);
        String permission = ask("'team':'%s','quorum':2,'escalate_to':'%s','escalate_after':'60m','remind_after':'90s'"
                .formatted(finance, board));

        JsonObject approvers = company.api()
                .get("/api/agents/" + agent.id() + "/permissions")
                .expect(200)
                .array()
                .getJsonObject(0)
                .getJsonObject("approvers");
        assertThat(approvers.getString("escalate_to")).isEqualTo(board);
        assertThat(approvers.getString("escalate_after")).isEqualTo("1h");
        assertThat(approvers.getString("remind_after")).isEqualTo("90s");
        assertThat(company.api().delete("/api/teams/" + board).refusal(409)).isEqualTo("team_in_use");
        assertThat(company.api().put("/api/teams/" + board, "{\"members\":[]}").refusal(409))
                .isEqualTo("quorum_unreachable");
        company.api()
                .put("/api/permissions/" + permission, json("{'approvers':{'team':'" + finance + "'}}"))
                .expect(200);
        company.api().delete("/api/teams/" + board).expect(204);
    }

    @Test
    void aColleagueDecidesForWhoIsAwayUntilThatEnds() {
        String finance = company.team("Finance", ada);
        ask("'team':'%s'".formatted(finance));
        String approval = agent.check(PAYOUT, "{\"n\":1}").awaitedApproval();
        String late = agent.check(PAYOUT, "{\"n\":2}").awaitedApproval();
        String own = approvalFor(bob.email());
        String hers = approvalFor(ada.userId());
        assertThat(bob.decide(approval, "approve").refusal(403)).isEqualTo("not_approver");

        JsonObject set =
                delegate(ada, bob.email(), Duration.ofMinutes(20)).expect(200).json();

        assertThat(set.getString("to")).isEqualTo(bob.userId());
        assertThat(delegation(bob).getJsonArray("decides_for").getString(0)).isEqualTo(ada.userId());
        assertThat(bob.decide(own, "approve").refusal(403)).isEqualTo("own_request");
        assertThat(bob.decide(hers, "approve").refusal(403)).isEqualTo("own_request");
        JsonObject approved = bob.approve(approval);
        assertThat(approved.getString("status")).isEqualTo("approved");
        JsonObject decision = approved.getJsonArray("decisions").getJsonObject(0);
        assertThat(decision.getString("by")).isEqualTo(bob.userId());
        assertThat(decision.getString("delegated_by")).isEqualTo(ada.userId());
        JsonObject row = company.logsOf(approval).get(0);
        assertThat(row.getString("actor_id")).isEqualTo(bob.userId());
        assertThat(row.getString("delegated_by")).isEqualTo(ada.userId());
        server.time().pass(Duration.ofMinutes(20));
        assertThat(bob.decide(late, "approve").refusal(403)).isEqualTo("not_approver");
        assertThat(delegation(ada).isNull("to")).isTrue();
        assertThat(company.changes())
                .extracting(change -> change.getString("action"))
                .contains("delegation.set");
    }

    @Test
    void aDelegationIsNotPassedOnAndGivesNobodyARole() {
        Company carol = company.invite("approver");
        Company viewer = company.invite("viewer");
        Company stranger = Company.register(server.baseUri());
        ask("'team':'%s'".formatted(company.team("Finance", ada)));
        String approval = agent.check(PAYOUT, "{}").awaitedApproval();
        delegate(ada, bob.userId(), Duration.ofDays(1)).expect(200);
        delegate(bob, carol.userId(), Duration.ofDays(1)).expect(200);

        assertThat(carol.decide(approval, "approve").refusal(403)).isEqualTo("not_approver");
        for (Company wrong : List.of(ada, viewer, stranger)) {
            assertThat(delegate(ada, wrong.userId(), Duration.ofDays(1)).status())
                    .isEqualTo(400);
        }
        assertThat(delegate(ada, bob.userId(), Duration.ofDays(91)).status()).isEqualTo(400);
        company.api().put("/api/users/" + bob.userId(), "{\"role\":\"viewer\"}").expect(200);
        assertThat(bob.decide(approval, "approve").status()).isEqualTo(403);
    }

    @Test
    void adminsSetAndEndTheDelegationsOfOthersAndTheyEndWithEitherUser() {
        String path = "/api/users/" + ada.userId() + "/delegation";
        String body = delegationBody(bob.userId(), Duration.ofDays(1));

        assertThat(ada.api().put(path, body).status()).isEqualTo(403);
        company.api().put(path, body).expect(200);
        assertThat(delegation(ada).getString("to_email")).isEqualTo(bob.email());
        company.api().delete(path).expect(204);
        assertThat(delegation(ada).isNull("to")).isTrue();
        assertThat(company.changes().get(0).getString("action")).isEqualTo("delegation.ended");
        company.api().put(path, body).expect(200);
        company.api().delete("/api/users/" + bob.userId()).expect(204);
        assertThat(delegation(ada).isNull("to")).isTrue();
        delegate(company, ada.userId(), Duration.ofDays(1)).expect(200);
        company.api().delete("/api/users/" + ada.userId()).expect(204);
        assertThat(delegation(company).isNull("to")).isTrue();
    }

    private static Answer delegate(Company who, String to, Duration time) {
        return who.api().put("/api/users/me/delegation", delegationBody(to, time));
    }

    private static String delegationBody(String to, Duration time) {
        return json("{'to':'" + to + "','until':'" + server.time().now().plus(time) + "'}");
    }

    private static JsonObject delegation(Company who) {
        return who.api().get("/api/users/me/delegation").expect(200).json();
    }

    private String approvalFor(String person) {
        return agent.api()
                .post(
                        "/sdk/check",
                        json("{'agent_id':'" + agent.id() + "','action':'payout.send','on_behalf_of':'" + person
                                + "'}"))
                .expect(200)
                .json()
                .getString("approval_id");
    }

    /** Its decisions can't be read: whoever looks at it fails. */
    @Tag("full")
    @Test
    void whileNothingChangesNoApprovalIsLookedAtAndAChangeIsSeenAfterwards() throws SQLException {
        ask("'quorum':2");
        String unreadable = agent.check(PAYOUT, "{\"n\":1}").awaitedApproval();
        ada.approve(unreadable);
        String waiting = agent.check(PAYOUT, "{\"n\":2}").awaitedApproval();
        awaitRuns(2);
        server.stop();
        try (Connection database = server.connect();
                Statement statement = database.createStatement()) {
            statement.execute("update approvals set decisions = '{' where id = '" + unreadable + "'");
        }
        server.restart();
        awaitRuns(3);

        assertThat(metric("agentwarden_task_items_set_aside")).isZero();
        company.api().delete("/api/users/" + ada.userId()).expect(204);
        company.api().put("/api/users/" + bob.userId(), "{\"role\":\"viewer\"}").expect(200);

        awaitStatus(waiting, "expired");
        await().atMost(PATIENCE).until(() -> metric("agentwarden_task_items_set_aside") == 1);
    }

    private void awaitEscalation(String approval) {
        await().atMost(PATIENCE).until(() -> company.approval(approval).getBoolean("escalated"));
    }

    private void awaitStatus(String approval, String status) {
        await().atMost(PATIENCE)
                .until(() -> company.approval(approval).getString("status").equals(status));
    }

    private static void awaitRuns(int more) {
        double before = metric("agentwarden_task_runs_total");
        await().atMost(PATIENCE).until(() -> metric("agentwarden_task_runs_total") >= before + more);
    }

    /** Of the task that reviews approvals. */
    private static double metric(String name) {
        String label = name + "{task=\"approval-quorum\"} ";
        return Api.anonymous(server.baseUri())
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(label.length())))
                .sum();
    }

    /** @return the permission's id */
    private String ask(String approvers) {
        return company.api()
                .post(
                        "/api/agents/" + agent.id() + "/permissions",
                        json("{'action':'payout.send','effect':'ask','approvers':{" + approvers + "}}"))
                .expect(201)
                .json()
                .getString("id");
    }

    private static Instant instant(JsonObject approval, String name) {
        return Instant.parse(approval.getString(name));
    }
}
