package org.agentwarden.cluster;

import static org.agentwarden.systems.AgentRules.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Scrape;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Both nodes review the same approvals at the same time, and each reminder, escalation and end happens once. A test holds a
 * row that the nodes need, until both wait. Their time passes when a test says so.
 */
@Tag("full")
class ApprovalsOnTwoNodesIT {

    private static final int APPROVALS = 20;
    private static final String ACTION = "payout.send";
    private static final String REMINDER = "approval.reminder";
    private static final String EXPIRED = "approval.expired";
    private static final Duration UNTIL_REMINDED = Duration.ofMinutes(1);
    private static final Duration UNTIL_ESCALATED = Duration.ofMinutes(20);
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(30));

    private static Cluster cluster;
    private static URI here;
    private static URI there;

    private Company company;
    private Company ada;
    private Company bob;
    private Agent agent;

    @BeforeAll
    static void start() throws IOException {
        Assume.postgres();
        cluster = Cluster.startWithMovableClocks(Map.of("AGENTWARDEN_APPROVALS_EXPIRY", "2h"));
        here = cluster.node(0).baseUri();
        there = cluster.node(1).baseUri();
    }

    @BeforeEach
    void signUp() {
        company = Company.register(here);
        ada = company.invite("approver");
        bob = company.invite("approver");
        agent = company.agent("payout-bot");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void eachReminderAndEachEscalationIsToldOnceAndTheSecondTeamDecidesAtEitherNode() throws SQLException {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), REMINDER);
            ask("'team':'%s','remind_after':'1m','escalate_to':'%s','escalate_after':'20m'"
                    .formatted(company.team("Finance", ada), company.team("Board", bob)));
            List<String> approvals = checks();
            for (URI node : cluster.addresses()) {
                assertThat(bob.at(node).decide(approvals.get(0), "approve").status())
                        .isEqualTo(403);
            }

            whileBothWait(Collections.min(approvals), () -> cluster.pass(UNTIL_REMINDED));
            assertThat(told(receiver, endpoint, REMINDER, APPROVALS))
                    .noneMatch(reminder -> reminder.data().getBoolean("escalated"))
                    .extracting(ApprovalsOnTwoNodesIT::approval)
                    .containsExactlyInAnyOrderElementsOf(approvals);

            whileBothWait(Collections.min(approvals), () -> cluster.pass(UNTIL_ESCALATED));
            List<ReceivedWebhook> all = told(receiver, endpoint, REMINDER, 2 * APPROVALS);
            assertThat(all.subList(APPROVALS, all.size()))
                    .allMatch(reminder -> reminder.data().getBoolean("escalated"))
                    .extracting(ApprovalsOnTwoNodesIT::approval)
                    .containsExactlyInAnyOrderElementsOf(approvals);
            assertThat(approvals)
                    .allSatisfy(approval ->
                            assertThat(company.statusesOf(approval)).containsExactly("escalated", "pending_approval"));

            for (int number = 0; number < APPROVALS; number++) {
                Company someone = bob.at(cluster.addresses().get(number % 2));
                assertThat(someone.approve(approvals.get(number)).getString("status"))
                        .isEqualTo("approved");
            }
        }
    }

    @Test
    void whatADemotionAtOneNodeLeavesTooFewPeopleForExpiresOnce() throws SQLException {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), EXPIRED);
            ask("'team':'%s','quorum':2".formatted(company.team("Finance", ada, bob)));
            List<String> approvals = checks();
            ada.at(there).approve(approvals.get(0));

            whileBothWait(
                    Collections.min(approvals),
                    () -> company.api()
                            .put("/api/users/" + bob.userId(), "{\"role\":\"viewer\"}")
                            .expect(200));

            assertThat(told(receiver, endpoint, EXPIRED, APPROVALS))
                    .extracting(ApprovalsOnTwoNodesIT::approval)
                    .containsExactlyInAnyOrderElementsOf(approvals);
            assertThat(approvals)
                    .allSatisfy(approval -> assertThat(company.statusesOf(approval))
                            .containsOnlyOnce("expired")
                            .contains("pending_approval"));
            assertThat(company.at(there).approval(approvals.get(0)).getString("comment"))
                    .isEqualTo("Fewer people may decide than must approve");
        }
    }

    @Test
    void theOtherNodeRemindsOnceOfWhatANodeThatIsKilledHadBegunToRemindOf() throws SQLException {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), REMINDER);
            ask("'team':'%s','remind_after':'1m'".formatted(company.team("Finance", ada)));
            List<String> approvals = checks();
            try {
                try (Connection database = cluster.node(1).connect();
                        Statement statement = database.createStatement()) {
                    // The first node locks all rows but that one, the other waits for those.
                    hold(database, statement, Collections.max(approvals));
                    cluster.node(0).time().pass(UNTIL_REMINDED);
                    awaitWaiting(statement, 1);
                    cluster.node(1).time().pass(UNTIL_REMINDED);
                    awaitWaiting(statement, 2);
                    cluster.node(0).kill();
                }
                receiver.awaitRequests(REMINDER, APPROVALS);
            } finally {
                cluster.node(0).start();
                cluster.node(0).awaitReady();
            }

            assertThat(told(receiver, endpoint, REMINDER, APPROVALS))
                    .extracting(ApprovalsOnTwoNodesIT::approval)
                    .containsExactlyInAnyOrderElementsOf(approvals);
        }
    }

    /** Asks at both nodes in turn, and returns when the approvals need no review of their own any more until their time. */
    private List<String> checks() throws SQLException {
        List<Agent> atNodes = cluster.addresses().stream().map(agent::at).toList();
        List<String> approvals = IntStream.range(0, APPROVALS)
                .mapToObj(number -> atNodes.get(number % 2)
                        .check(ACTION, "{\"number\":" + number + "}")
                        .awaitedApproval())
                .toList();
        try (Connection database = cluster.node(0).connect();
                Statement statement = database.createStatement()) {
            await().atMost(PATIENCE)
                    .until(() -> count(
                                    statement,
                                    "from approvals where review_at < created_at + interval '30 seconds'"
                                            + " and organization_id = '" + company.organizationId() + "'")
                            == 0);
        }
        return approvals;
    }

    /** Does something that makes both nodes review the approvals, and lets them only when both want to. */
    private static void whileBothWait(String heldApproval, Runnable cause) throws SQLException {
        try (Connection database = cluster.node(0).connect();
                Statement statement = database.createStatement()) {
            hold(database, statement, heldApproval);
            cause.run();
            awaitWaiting(statement, 2);
        }
    }

    /** Until the connection is closed. Nodes lock approvals in the order of their ids. */
    private static void hold(Connection database, Statement statement, String approval) throws SQLException {
        database.setAutoCommit(false);
        statement.execute("select id from approvals where id = '" + approval + "' for update");
    }

    private static void awaitWaiting(Statement statement, int transactions) {
        await().atMost(PATIENCE)
                .until(() ->
                        count(statement, "from pg_locks where not granted and locktype in ('transactionid', 'tuple')")
                                == transactions);
    }

    private static int count(Statement statement, String from) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) " + from)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** All that an endpoint is told: so many webhooks, none of them still to come, and none more after further reviews. */
    private List<ReceivedWebhook> told(WebhookReceiver receiver, Endpoint endpoint, String event, int count) {
        receiver.awaitRequests(event, count);
        awaitReviews();
        await().atMost(PATIENCE)
                .until(() -> company.deliveries(endpoint, "status=delivered").size() >= count);
        assertThat(company.deliveries(endpoint)).hasSize(count);
        assertThat(receiver.requests()).hasSize(count);
        return receiver.requests();
    }

    /** Both nodes have looked for something to review twice more: at least once from the beginning to the end. */
    private static void awaitReviews() {
        List<Double> before = reviews();
        await().atMost(PATIENCE)
                .until(() -> IntStream.range(0, before.size())
                        .allMatch(node -> reviews().get(node) >= before.get(node) + 2));
    }

    private static List<Double> reviews() {
        return cluster.addresses().stream()
                .map(node -> Scrape.of(Api.anonymous(node).get("/metrics").body())
                        .value("agentwarden_task_runs_total{task=\"approval-quorum\"}"))
                .toList();
    }

    private void ask(String approvers) {
        company.api()
                .post(
                        "/api/agents/" + agent.id() + "/permissions",
                        json("{'action':'" + ACTION + "','effect':'ask','approvers':{" + approvers + "}}"))
                .expect(201);
    }

    private static String approval(ReceivedWebhook webhook) {
        return webhook.data().getString("approval_id");
    }
}
