package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permissions that allow, ask and block, with conditions and for a time. */
class RulesIT {

    private static final String REFUND = "stripe.refund";

    private static AgentWardenServer server;

    private Company company;
    private Agent agent;

    @BeforeAll
    static void start() {
        server = AgentWardenServer.named("rules").withMovableClock().start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void signUp() {
        company = Company.register(server.baseUri());
        agent = company.agent("refund-bot");
    }

    @Test
    void smallAmountsAreAllowedLargeOnesAskedForAndStrangersBlocked() {
        String small = rule("{'action':'stripe.refund','when':'context.amount <= 500'}");
        String large = rule("{'action':'stripe.refund','effect':'ask','when':'context.amount > 500'}");
        String mallory = rule("{'action':'*','effect':'block','when':'context.customer == \\'mallory\\''}");

        JsonObject allowed = check("{'amount':499.90,'customer':'ada'}");
        JsonObject asked = check("{'amount':500.01,'customer':'ada'}");
        JsonObject blocked = check("{'amount':1,'customer':'mallory'}");

        assertThat(allowed.getBoolean("allowed")).isTrue();
        assertThat(allowed.getString("permission_id")).isEqualTo(small);
        assertThat(asked.getBoolean("requires_approval")).isTrue();
        assertThat(asked.getString("permission_id")).isEqualTo(large);
        assertThat(blocked.getBoolean("allowed")).isFalse();
        assertThat(blocked.getString("reason")).isEqualTo("A rule for '*' blocks it");
        assertThat(blocked.getString("permission_id")).isEqualTo(mallory);
        assertThat(company.logs().getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("permission_id"))
                .containsExactly(mallory, large, small);
    }

    @Test
    void theWebhookNamesTheRule() {
        String ask = rule("{'action':'stripe.refund','effect':'ask'}");
        String block = rule("{'action':'*','effect':'block','when':'has(context.blocked)'}");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.blocked", "log.pending_approval");
            check("{'amount':1}");
            check("{'blocked':true}");

            assertThat(receiver.awaitFirst("log.pending_approval").data().getString("permission_id"))
                    .isEqualTo(ask);
            assertThat(receiver.awaitFirst("log.blocked").data().getString("permission_id"))
                    .isEqualTo(block);
        }
    }

    @Test
    void whatAConditionCanNotBeToldOfIsBlockedWithTheReason() {
        rule("{'action':'stripe.refund','when':'context.amount <= 500'}");

        assertThat(check("{}").getString("reason"))
                .startsWith("The condition of the rule for 'stripe.refund' can't be evaluated: ");
    }

    @Test
    void aTrialNamesTheRule() {
        String id = rule("{'action':'stripe.*','effect':'ask'}");

        JsonObject tried = company.api()
                .post("/api/agents/" + agent.id() + "/try", json("{'action':'stripe.refund'}"))
                .expect(200)
                .json();

        assertThat(tried.getString("permission_id")).isEqualTo(id);
    }

    @Test
    void aClientThatKnowsOnlyApprovalsNeverOpensWhatIsBlocked() {
        String id = rule("{'action':'stripe.refund','effect':'block'}");

        JsonObject changed = change(id, "{'action':'stripe.refund','requires_approval':false}")
                .expect(200)
                .json();

        assertThat(changed.getString("effect")).isEqualTo("block");
        assertThat(check("{}").getBoolean("allowed")).isFalse();
    }

    @Test
    void aConditionIsTakenAwayByNullAndKeptBySilence() {
        String id = rule("{'action':'stripe.refund','when':'context.amount > 1'}");

        assertThat(change(id, "{'max_amount':5}").expect(200).json().getString("when"))
                .isEqualTo("context.amount > 1");
        assertThat(change(id, "{'when':null}").expect(200).json().isNull("when"))
                .isTrue();
        assertThat(check("{'amount':1}").getBoolean("allowed")).isTrue();
    }

    @Test
    void anActionHasOneRuleForEachCondition() {
        rule("{'action':'stripe.refund'}");
        String other = rule("{'action':'stripe.refund','when':'context.amount > 1'}");

        assertThat(grant("{'action':'Stripe.Refund','effect':'block'}")
                        .expect(409)
                        .body())
                .contains("permission_exists");
        assertThat(grant("{'action':'stripe.refund','when':'context.amount > 1'}")
                        .expect(409)
                        .body())
                .contains("permission_exists");
        assertThat(change(other, "{'when':null}").expect(409).body()).contains("permission_exists");
    }

    @Test
    void aPermissionEndsAtItsTime() {
        String end = server.time().now().plus(Duration.ofMinutes(10)).toString();
        rule("{'action':'stripe.refund','expires_at':'" + end + "'}");
        assertThat(check("{}").getBoolean("allowed")).isTrue();

        server.time().pass(Duration.ofMinutes(10));

        assertThat(check("{}").getString("reason")).isEqualTo("No permission for action 'stripe.refund'");
    }

    @Test
    void aUseCountsForTheTimeOfItsLimit() {
        rule("{'action':'stripe.refund','limits':[{'count':1,'per':'1h'}]}");
        assertThat(check("{}").getBoolean("allowed")).isTrue();
        assertThat(check("{}").getString("reason")).isEqualTo("Over the limit: at most 1 in 1h");

        server.time().pass(Duration.ofMinutes(59));
        assertThat(check("{}").getBoolean("allowed")).isFalse();

        server.time().pass(Duration.ofMinutes(2));
        assertThat(check("{}").getBoolean("allowed")).isTrue();
    }

    @Test
    void anApprovalThatARuleBlocksMeanwhileIsCancelled() {
        rule("{'action':'stripe.refund','effect':'ask'}");
        String approval = agent.check(REFUND, "{\"amount\":7}").awaitedApproval();

        rule("{'action':'*','effect':'block','when':'context.amount == 7'}");

        assertThat(company.approval(approval).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void aDraftIsPlayedAgainstTheChecksOfTheLastDays() {
        String allow = rule("{'action':'stripe.refund'}");
        for (int amount : new int[] {100, 600, 700}) {
            check("{'amount':" + amount + "}");
        }

        JsonObject beside = simulate("{'action':'stripe.refund','effect':'ask','when':'context.amount > 500'}");
        JsonObject instead = simulate("{'action':'stripe.refund','max_amount':650,'replaces':'" + allow + "'}");

        assertThat(beside.getInt("checks")).isEqualTo(3);
        assertThat(beside.getBoolean("complete")).isTrue();
        JsonObject asked = beside.getJsonArray("changes").getJsonObject(0);
        assertThat(asked.getString("was")).isEqualTo("allowed");
        assertThat(asked.getString("would_be")).isEqualTo("pending_approval");
        assertThat(asked.getInt("count")).isEqualTo(2);
        JsonObject blocked = instead.getJsonArray("changes").getJsonObject(0);
        assertThat(blocked.getString("would_be")).isEqualTo("blocked");
        JsonObject example = blocked.getJsonArray("examples").getJsonObject(0);
        assertThat(example.getJsonObject("context").getInt("amount")).isEqualTo(700);
        assertThat(example.getString("reason")).isEqualTo("Amount 700.00 exceeds maximum allowed 650.00");
        assertThat(company.logs()).hasSize(3);
        assertThat(check("{'amount':700}").getBoolean("allowed")).isTrue();
    }

    @Test
    void whatAnApprovalAllowedIsNotPlayedAgain() {
        rule("{'action':'stripe.refund','effect':'ask'}");
        String approval = agent.check(REFUND, "{\"amount\":5}").awaitedApproval();
        company.approve(approval);
        assertThat(agent.checkWith(approval, REFUND, "{\"amount\":5}").allowed())
                .isTrue();

        JsonObject simulated = simulate("{'action':'*','effect':'block'}");

        assertThat(simulated.getInt("checks")).isEqualTo(1);
    }

    private JsonObject simulate(String members) {
        return company.api()
                .post("/api/agents/" + agent.id() + "/permissions/simulate", json(members))
                .expect(200)
                .json();
    }

    private String rule(String members) {
        return grant(members).expect(201).json().getString("id");
    }

    private Answer grant(String members) {
        return company.api().post("/api/agents/" + agent.id() + "/permissions", json(members));
    }

    private Answer change(String id, String members) {
        return company.api().put("/api/permissions/" + id, json(members));
    }

    private JsonObject check(String context) {
        return agent.ask(REFUND, json(context)).expect(200).json();
    }

    /** Single quotes for double ones; a quote within a text is escaped. */
    private static String json(String members) {
        return members.replace("\\'", "\u0000").replace('\'', '"').replace("\u0000", "'");
    }
}
