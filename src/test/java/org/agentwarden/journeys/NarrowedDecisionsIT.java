package org.agentwarden.journeys;

import static org.agentwarden.systems.AgentRules.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;

/** Whoever approves allows less than was asked for, or the next actions of the same kind as well. */
class NarrowedDecisionsIT extends RefundJourney {

    private static final String ASKED = "{'customer':'cus_1','amount':50.00,'fee':2}";
    private static final String LOWERED = "{'customer':'cus_1','amount':40.5,'fee':2}";
    private static final String HOUR = "{'grant':{'for':'1h','max_count':2,'max_sum':100}}";

    @Test
    void whatIsLoweredIsWhatIsApprovedClaimedLoggedAndTold() {
        ask("'editable':['amount','fee']");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "approval.approved");
            String id = asked(ASKED);
            String hashAsked = company.approval(id).getString("action_hash");

            JsonObject approved = approve(id, "{'edits':{'amount':40.5},'valid_for':60,'comment':'less'}")
                    .expect(200)
                    .json();

            assertThat(approved.getJsonObject("context").toString()).isEqualTo(json(LOWERED));
            assertThat(approved.getJsonObject("original_context").toString()).isEqualTo(json(ASKED));
            assertThat(approved.getBoolean("edited")).isTrue();
            assertThat(approved.getString("comment")).isEqualTo("less");
            assertThat(approved.getString("action_hash")).isNotEqualTo(hashAsked);
            assertThat(Duration.between(
                            Instant.parse(approved.getString("resolved_at")),
                            Instant.parse(approved.getString("valid_until"))))
                    .isEqualTo(Duration.ofSeconds(60));
            JsonObject data = receiver.awaitFirst("approval.approved").data();
            assertThat(data.getJsonObject("context").toString()).isEqualTo(json(LOWERED));
            assertThat(data.getJsonObject("original_context").toString()).isEqualTo(json(ASKED));
            assertThat(data.getBoolean("edited")).isTrue();
            assertThat(agent.claim(id, REFUND, json(ASKED)).refusal(409)).isEqualTo("action_differs");
            assertThat(agent.checkWith(id, REFUND, json(ASKED)).allowed()).isFalse();
            JsonObject claimed =
                    agent.claim(id, REFUND, json(LOWERED)).expect(200).json();
            assertThat(claimed.getJsonObject("context").toString()).isEqualTo(json(LOWERED));
            assertThat(rowOf(id, "approved").getString("action_hash")).isEqualTo(approved.getString("action_hash"));
            assertThat(rowOf(id, "pending_approval").getString("action_hash")).isEqualTo(hashAsked);
        }
    }

    @Test
    void withoutEditsNothingIsEdited() {
        ask("'editable':['amount']");
        String id = asked(ASKED);

        JsonObject approved = approve(id, "{'edits':{'amount':50}}").expect(200).json();

        assertThat(approved.getBoolean("edited")).isFalse();
        assertThat(approved.isNull("original_context")).isTrue();
        assertThat(approved.getJsonObject("context").toString()).isEqualTo(json(ASKED));
        assertThat(approved.getJsonArray("editable").getValuesAs(JsonString::getString))
                .containsExactly("amount");
    }

    @Test
    void whatWouldNotNarrowIsNamedAndTheApprovalStaysAsItIs() {
        ask("'editable':['amount'],'approval_validity':3600");
        String id = asked(ASKED);
        JsonObject before = company.approval(id);

        assertNames(approve(id, "{'edits':{'amount':50.01}}"), "edits.amount");
        assertNames(approve(id, "{'edits':{'amount':-1}}"), "edits.amount");
        assertNames(approve(id, "{'edits':{'fee':1,'other':1}}"), "edits.fee", "edits.other");
        assertNames(approve(id, "{'edits':[]}"), "edits");
        assertNames(approve(id, "{'valid_for':3601}"), "valid_for");
        assertNames(approve(id, "{'valid_for':'1h'}"), "valid_for");
        assertNames(
                approve(id, "{'edits':{'amount':1},'grant':{'for':'25h','max_count':0}}"),
                "grant.max_count",
                "grant.for");
        assertNames(approve(id, "{'grant':{'for':'1h'}}"), "grant.max_count");
        assertNames(approve(id, "{'grant':{'max_count':1}}"), "grant.for");
        assertNames(rules.grant("{'action':'a','editable':['context.amount']}"), "editable");
        Answer several = company.api()
                .post(
                        "/api/approvals/decide",
                        json("{'ids':['" + id + "'],'decision':'approve','edits':{'amount':1},'valid_for':1}"));
        assertNames(several, "valid_for", "edits");

        assertThat(company.approval(id)).isEqualTo(before);
        company.approve(id);
        assertThat(approve(id, "{'edits':{'amount':1}}").refusal(409)).isEqualTo("already_resolved");
    }

    @Test
    void anEditThatTheRulesWouldBlockIsRefused() {
        ask("'editable':['amount'],'when':'context.amount >= 10'");
        String id = asked("{'amount':50}");

        Answer refused = approve(id, "{'edits':{'amount':5}}");

        assertNames(refused, "edits");
        assertThat(refused.body()).contains("No permission for action 'stripe.refund'");
        assertThat(company.approval(id).getString("status")).isEqualTo("pending");
        approve(id, "{'edits':{'amount':10}}").expect(200);
    }

    @Test
    void anEqualCheckOfTheOriginalIsNotGrantedByAnEditedApproval() {
        ask("'editable':['amount'],'on_approval':'recheck'");
        String id = asked(ASKED);
        approve(id, "{'edits':{'amount':40.5}}").expect(200);

        String again = rules.check(ASKED).getString("approval_id");

        assertThat(again).isNotEqualTo(id);
        assertThat(rules.check(LOWERED).getBoolean("allowed")).isTrue();
        assertThat(company.approval(id).getInt("uses_left")).isZero();
        assertThat(rules.check(LOWERED).getBoolean("allowed")).isFalse();
    }

    @Test
    void anEditDropsTheApprovalsBeforeItAndALaterOneOnlyNarrowsFurther() {
        Company ada = company.invite("approver");
        ask("'editable':['amount'],'approvers':{'quorum':2}");
        String id = asked("{'amount':50}");
        ada.approve(id);

        JsonObject waiting = approve(id, "{'edits':{'amount':40},'valid_for':600}")
                .expect(200)
                .json();

        assertThat(waiting.getString("status")).isEqualTo("pending");
        assertThat(deciders(waiting)).containsExactly(company.userId());
        assertThat(waiting.getJsonObject("context").getInt("amount")).isEqualTo(40);
        assertNames(approveBy(ada, id, "{'edits':{'amount':41}}"), "edits.amount");
        assertNames(approveBy(ada, id, "{'valid_for':601}"), "valid_for");
        assertThat(rules.check("{'amount':50}").getString("approval_id")).isEqualTo(id);
        JsonObject narrower =
                approveBy(ada, id, "{'edits':{'amount':30}}").expect(200).json();
        assertThat(deciders(narrower)).containsExactly(ada.userId());
        JsonObject approved = company.approve(id);
        assertThat(approved.getString("status")).isEqualTo("approved");
        assertThat(approved.getJsonObject("context").getInt("amount")).isEqualTo(30);
        assertThat(approved.getJsonObject("original_context").getInt("amount")).isEqualTo(50);
    }

    @Test
    void aLimitCountsWhatWasApprovedAndNotWhatWasAskedFor() {
        ask("'editable':['amount'],'limits':[{'sum':'context.amount','at_most':100,'per':'24h'}]");
        String lowered = asked("{'amount':90}");
        approve(lowered, "{'edits':{'amount':40}}").expect(200);
        agent.claim(lowered, REFUND, json("{'amount':40}")).expect(200);
        String rest = asked("{'amount':60}");
        company.approve(rest);

        agent.claim(rest, REFUND, json("{'amount':60}")).expect(200);

        assertThat(rules.check("{'amount':1}").getString("reason"))
                .isEqualTo("Over the limit: at most 100 of context.amount in 24h");
    }

    @Test
    void aGrantAllowsTheNextActionsUntilItsLimitIsUsedUp() {
        String asking = ask("'max_amount':90");
        String id = asked(ASKED);
        approve(id, HOUR).expect(200);

        JsonObject grant = grants().get(0);
        assertThat(grant.getString("granted_by_approval")).isEqualTo(id);
        assertThat(grant.getString("suspends_permission")).isEqualTo(asking);
        assertThat(grant.getString("effect")).isEqualTo("allow");
        assertThat(grant.getInt("max_amount")).isEqualTo(90);
        assertThat(Instant.parse(grant.getString("expires_at")))
                .isAfter(Instant.now().plusSeconds(3_000));
        agent.claim(id, REFUND, json(ASKED)).expect(200);
        JsonObject first = rules.check("{'amount':60}");
        assertThat(first.getBoolean("allowed")).isTrue();
        assertThat(first.getString("permission_id")).isEqualTo(grant.getString("id"));
        JsonObject over = rules.check("{'amount':41}");
        assertThat(over.getBoolean("requires_approval")).isTrue();
        assertThat(over.getString("permission_id")).isEqualTo(asking);
        assertThat(rules.check("{'amount':95}").getBoolean("requires_approval")).isFalse();
        assertThat(rules.check("{'amount':40}").getBoolean("allowed")).isTrue();
        assertThat(rules.check("{'amount':0}").getBoolean("requires_approval")).isTrue();
        assertThat(company.changes())
                .filteredOn(row -> row.getString("action").equals("permission.created"))
                .anySatisfy(row -> assertThat(row.getJsonObject("context").getString("granted_by_approval", ""))
                        .isEqualTo(id));
    }

    @Test
    void aClaimUsesNothingOfAGrant() {
        ask("");
        String id = asked("{'amount':1}");
        String before = asked("{'amount':2}");
        company.approve(before);
        approve(id, "{'grant':{'for':'10m','max_count':1}}").expect(200);

        agent.claim(id, REFUND, json("{'amount':1}")).expect(200);
        agent.claim(before, REFUND, json("{'amount':2}")).expect(200);

        assertThat(rules.check("{'amount':3}").getBoolean("allowed")).isTrue();
        assertThat(rules.check("{'amount':4}").getBoolean("allowed")).isFalse();
    }

    @Test
    void aGrantEndsWhenItIsRemovedOrItsPermissionIsAndABlockWins() {
        String asking = ask("");
        approve(asked(ASKED), HOUR).expect(200);
        String first = grants().get(0).getString("id");
        assertThat(rules.change(first, "{'max_amount':1}").refusal(409)).isEqualTo("granted_by_approval");
        company.api().delete("/api/permissions/" + first).expect(204);
        assertThat(rules.check("{'amount':1}").getBoolean("requires_approval")).isTrue();

        approve(asked("{'amount':2}"), HOUR).expect(200);
        approve(asked("{'amount':3}", "ada"), HOUR).expect(200);
        assertThat(grants()).hasSize(2);
        String block = rules.add("{'action':'*','effect':'block'}");
        assertThat(rules.check("{'amount':1}").getString("reason")).isEqualTo("A rule for '*' blocks it");
        company.api().delete("/api/permissions/" + block).expect(204);
        assertThat(rules.check("{'amount':1}").getBoolean("allowed")).isTrue();
        company.api().delete("/api/permissions/" + asking).expect(204);
        assertThat(grants()).isEmpty();
        assertThat(rules.check("{'amount':1}").getString("reason"))
                .isEqualTo("No permission for action 'stripe.refund'");
    }

    @Test
    void aGrantIsForThePersonOfTheApprovalAndALaterOneTakesItsPlace() {
        ask("");
        String forAda = asked("{'amount':1}", "ada");
        String once = asked("{'amount':2}", "ada");
        approve(forAda, HOUR).expect(200);

        assertThat(grants().get(0).getString("on_behalf_of")).isEqualTo("ada");
        assertThat(checkFor("{'amount':3}", "bob").getBoolean("requires_approval"))
                .isTrue();
        assertThat(rules.check("{'amount':3}").getBoolean("requires_approval")).isTrue();
        assertThat(checkFor("{'amount':3}", "ada").getBoolean("allowed")).isTrue();
        approve(once, "{'grant':{'for':'24h','max_sum':5}}").expect(200);
        assertThat(grants())
                .extracting(grant -> grant.getString("granted_by_approval"))
                .containsExactly(once);
        assertThat(checkFor("{'amount':5}", "ada").getBoolean("allowed")).isTrue();
        assertThat(checkFor("{'amount':0.01}", "ada").getBoolean("allowed")).isFalse();
    }

    @Test
    void onlyAdministratorsGrantAndOnlyWhatOnePermissionAsksOnePersonAbout() {
        Company ada = company.invite("approver");
        ask("");
        String id = asked("{}");
        assertThat(approveBy(ada, id, HOUR).refusal(403)).isEqualTo("forbidden");
        assertNames(approve(id, HOUR), "grant.max_sum");
        assertThat(company.approval(id).getString("status")).isEqualTo("pending");
        assertThat(grants()).isEmpty();

        rules.add("{'action':'crm.read','effect':'ask','approvers':{'quorum':2}}");
        String ofTwo = agent.check("crm.read", "{}").awaitedApproval();
        assertThat(approve(ofTwo, "{'grant':{'for':'1h','max_count':1}}").refusal(409))
                .isEqualTo("not_grantable");
        rules.add("{'action':'crm.write','limits':[{'count':1,'per':'24h','then':'ask'}]}");
        assertThat(agent.check("crm.write", "{}").allowed()).isTrue();
        String overLimit = agent.check("crm.write", "{}").awaitedApproval();
        assertThat(approve(overLimit, "{'grant':{'for':'1h','max_count':1}}").refusal(409))
                .isEqualTo("not_grantable");
        assertThat(company.approval(overLimit).getString("status")).isEqualTo("pending");
    }

    private List<JsonObject> grants() {
        return company
                .api()
                .get("/api/agents/" + agent.id() + "/permissions")
                .expect(200)
                .array()
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(permission -> !permission.isNull("granted_by_approval"))
                .toList();
    }

    /** @return the permission's id */
    private String ask(String members) {
        return rules.add("{'action':'stripe.refund','effect':'ask'" + (members.isEmpty() ? "" : "," + members) + "}");
    }

    private String asked(String context) {
        return rules.check(context).getString("approval_id");
    }

    private String asked(String context, String person) {
        return checkFor(context, person).getString("approval_id");
    }

    private JsonObject checkFor(String context, String person) {
        return agent.api()
                .post(
                        "/sdk/check",
                        json("{'agent_id':'" + agent.id() + "','action':'stripe.refund','on_behalf_of':'" + person
                                + "','context':" + context + "}"))
                .expect(200)
                .json();
    }

    private Answer approve(String id, String body) {
        return approveBy(company, id, body);
    }

    private static Answer approveBy(Company person, String id, String body) {
        return person.api().post("/api/approvals/" + id + "/approve", json(body));
    }

    private JsonObject rowOf(String approval, String status) {
        return company.logsOf(approval).stream()
                .filter(row -> row.getString("status").equals(status))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> deciders(JsonObject approval) {
        return approval.getJsonArray("decisions").getValuesAs(JsonObject.class).stream()
                .map(decision -> decision.getString("by"))
                .toList();
    }

    private static void assertNames(Answer answer, String... fields) {
        assertThat(answer.wrongFields()).containsExactlyInAnyOrder(fields);
    }
}
