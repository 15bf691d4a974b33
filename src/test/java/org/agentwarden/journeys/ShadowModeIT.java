package org.agentwarden.journeys;

import static org.agentwarden.systems.AgentRules.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;

/** Permissions that are judged and logged, and not enforced. */
class ShadowModeIT extends RefundJourney {

    @Test
    void whatAShadowWouldBlockIsAllowedAndTheLogTells() {
        String allow = rules.add("{'action':'stripe.refund'}");
        String shadow = rules.add("{'action':'*','effect':'block','mode':'shadow','when':'context.amount > 500'}");

        JsonObject large = rules.check("{'amount':501}");
        JsonObject small = rules.check("{'amount':500}");

        assertThat(List.of(large, small)).allSatisfy(answer -> {
            assertThat(answer.getBoolean("allowed")).isTrue();
            assertThat(answer.getString("permission_id")).isEqualTo(allow);
            assertThat(answer.toString()).doesNotContain("shadow");
        });
        JsonObject ofSmall = company.logs().getJsonObject(0);
        JsonObject ofLarge = company.logs().getJsonObject(1);
        assertThat(ofSmall.isNull("shadow")).isTrue();
        assertThat(ofLarge.getString("status")).isEqualTo("allowed");
        assertThat(ofLarge.getString("permission_id")).isEqualTo(allow);
        assertThat(ofLarge.getJsonObject("shadow").getString("status")).isEqualTo("blocked");
        assertThat(ofLarge.getJsonObject("shadow").getString("permission_id")).isEqualTo(shadow);
        String csv =
                company.api().get("/api/logs/export?format=csv").expect(200).body();
        assertThat(csv.lines().map(line -> line.substring(line.indexOf(allow) + allow.length())))
                .contains(",,,,", ",blocked," + shadow + ",,");
        JsonObject checks =
                company.api().get("/api/overview").expect(200).json().getJsonObject("checks");
        assertThat(checks.getInt("allowed")).isEqualTo(2);
        assertThat(checks.getInt("blocked")).isZero();
    }

    @Test
    void whatAShadowWouldAllowIsBlockedOrAskedForAndTheWebhookSaysNothingOfIt() {
        String shadow = rules.add("{'action':'stripe.refund','mode':'shadow'}");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.blocked", "log.pending_approval");

            assertThat(rules.check("{}").getString("reason")).isEqualTo("No permission for action 'stripe.refund'");
            rules.add("{'action':'stripe.*','effect':'ask'}");
            assertThat(rules.check("{}").getBoolean("requires_approval")).isTrue();
            assertThat(rules.check("{}").getBoolean("requires_approval")).isTrue();

            assertThat(receiver.awaitFirst("log.blocked").text()).doesNotContain("shadow", shadow);
            assertThat(receiver.awaitFirst("log.pending_approval").text()).doesNotContain("shadow", shadow);
        }
        assertThat(company.logs().getValuesAs(JsonObject.class)).hasSize(3).allSatisfy(row -> {
            assertThat(row.getJsonObject("shadow").getString("status")).isEqualTo("allowed");
            assertThat(row.getJsonObject("shadow").getString("permission_id")).isEqualTo(shadow);
        });
    }

    @Test
    void aTrialShowsBoth() {
        String allow = rules.add("{'action':'stripe.refund'}");
        String shadow = rules.add("{'action':'stripe.refund','effect':'ask','mode':'shadow'}");

        JsonObject tried = rules.tried("{'action':'stripe.refund'}");

        assertThat(tried.getBoolean("allowed")).isTrue();
        assertThat(tried.getString("permission_id")).isEqualTo(allow);
        assertThat(tried.getJsonObject("shadow").getString("status")).isEqualTo("pending_approval");
        assertThat(tried.getJsonObject("shadow").getString("permission_id")).isEqualTo(shadow);
        rules.change(shadow, "{'effect':'allow','when':'false'}").expect(200);
        assertThat(rules.tried("{'action':'stripe.refund'}").get("shadow")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void aShadowEndsNoApprovalAndKeepsNoneFromBeingClaimedUntilItIsEnforced() {
        rules.add("{'action':'stripe.refund','effect':'ask'}");
        String approved = agent.check(REFUND, "{\"amount\":1}").awaitedApproval();
        String waiting = agent.check(REFUND, "{\"amount\":2}").awaitedApproval();
        String shadow = rules.add("{'action':'*','effect':'block','mode':'shadow'}");

        company.approve(approved);
        agent.claim(approved, REFUND, "{\"amount\":1}").expect(200);
        assertThat(company.approval(waiting).getString("status")).isEqualTo("pending");

        assertThat(rules.change(shadow, "{'mode':'enforce'}").expect(200).json().getString("mode"))
                .isEqualTo("enforce");
        assertThat(company.approval(waiting).getString("status")).isEqualTo("cancelled");
        assertThat(rules.check("{}").getBoolean("allowed")).isFalse();
        JsonObject changed = company.changes().get(0);
        assertThat(changed.getJsonObject("context").getJsonObject("mode").getString("old"))
                .isEqualTo("shadow");
    }

    @Test
    void aPermissionThatGoesIntoShadowEndsWhatWaitsForIt() {
        String ask = rules.add("{'action':'stripe.refund','effect':'ask'}");
        String waiting = agent.check(REFUND, "{}").awaitedApproval();

        rules.change(ask, "{'mode':'shadow'}").expect(200);

        assertThat(company.approval(waiting).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void aDraftMayStandBesideWhatIsEnforcedAndTakesItsPlaceOnceThatIsGone() {
        String enforced = rules.add("{'action':'stripe.refund'}");
        String draft = rules.add("{'action':'stripe.refund','max_amount':10,'mode':'shadow'}");

        assertThat(rules.grant("{'action':'Stripe.Refund','mode':'shadow'}")
                        .expect(409)
                        .body())
                .contains("permission_exists");
        assertThat(rules.change(draft, "{'mode':'enforce'}").expect(409).body()).contains("permission_exists");
        company.api().delete("/api/permissions/" + enforced).expect(204);
        rules.change(draft, "{'mode':'enforce'}").expect(200);

        assertThat(rules.check("{'amount':10}").getBoolean("allowed")).isTrue();
        assertThat(rules.check("{'amount':11}").getBoolean("allowed")).isFalse();
    }

    @Test
    void aDraftInShadowIsSimulatedAsIfItWereEnforced() {
        rules.add("{'action':'stripe.refund'}");
        rules.check("{}");

        JsonObject simulated = company.api()
                .post(
                        "/api/agents/" + agent.id() + "/permissions/simulate",
                        json("{'action':'*','effect':'block','mode':'shadow'}"))
                .expect(200)
                .json();

        assertThat(simulated.getJsonArray("changes")).hasSize(1);
    }
}
