package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;

/** Permissions that allow, ask and block, with conditions and for a time. */
class RulesIT extends RefundJourney {

    @Test
    void smallAmountsAreAllowedLargeOnesAskedForAndStrangersBlocked() {
        String small = rules.add("{'action':'stripe.refund','when':'context.amount <= 500'}");
        String large = rules.add("{'action':'stripe.refund','effect':'ask','when':'context.amount > 500'}");
        String mallory = rules.add("{'action':'*','effect':'block','when':'context.customer == \\'mallory\\''}");

        JsonObject allowed = rules.check("{'amount':499.90,'customer':'ada'}");
        JsonObject asked = rules.check("{'amount':500.01,'customer':'ada'}");
        JsonObject blocked = rules.check("{'amount':1,'customer':'mallory'}");

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
        String ask = rules.add("{'action':'stripe.refund','effect':'ask'}");
        String block = rules.add("{'action':'*','effect':'block','when':'has(context.blocked)'}");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.blocked", "log.pending_approval");
            rules.check("{'amount':1}");
            rules.check("{'blocked':true}");

            assertThat(receiver.awaitFirst("log.pending_approval").data().getString("permission_id"))
                    .isEqualTo(ask);
            assertThat(receiver.awaitFirst("log.blocked").data().getString("permission_id"))
                    .isEqualTo(block);
        }
    }

    @Test
    void whatAConditionCanNotBeToldOfIsBlockedWithTheReason() {
        rules.add("{'action':'stripe.refund','when':'context.amount <= 500'}");

        assertThat(rules.check("{}").getString("reason"))
                .startsWith("The condition of the rule for 'stripe.refund' can't be evaluated: ");
    }

    @Test
    void aTrialNamesTheRule() {
        String id = rules.add("{'action':'stripe.*','effect':'ask'}");

        JsonObject tried = rules.tried("{'action':'stripe.refund'}");

        assertThat(tried.getString("permission_id")).isEqualTo(id);
    }

    @Test
    void aClientThatKnowsOnlyApprovalsNeverOpensWhatIsBlocked() {
        String id = rules.add("{'action':'stripe.refund','effect':'block'}");

        JsonObject changed = rules.change(id, "{'action':'stripe.refund','requires_approval':false}")
                .expect(200)
                .json();

        assertThat(changed.getString("effect")).isEqualTo("block");
        assertThat(rules.check("{}").getBoolean("allowed")).isFalse();
    }

    @Test
    void aConditionIsTakenAwayByNullAndKeptBySilence() {
        String id = rules.add("{'action':'stripe.refund','when':'context.amount > 1'}");

        assertThat(rules.change(id, "{'max_amount':5}").expect(200).json().getString("when"))
                .isEqualTo("context.amount > 1");
        assertThat(rules.change(id, "{'when':null}").expect(200).json().isNull("when"))
                .isTrue();
        assertThat(rules.check("{'amount':1}").getBoolean("allowed")).isTrue();
    }

    @Test
    void anActionHasOneRuleForEachCondition() {
        rules.add("{'action':'stripe.refund'}");
        String other = rules.add("{'action':'stripe.refund','when':'context.amount > 1'}");

        assertThat(rules.grant("{'action':'Stripe.Refund','effect':'block'}")
                        .expect(409)
                        .body())
                .contains("permission_exists");
        assertThat(rules.grant("{'action':'stripe.refund','when':'context.amount > 1'}")
                        .expect(409)
                        .body())
                .contains("permission_exists");
        assertThat(rules.change(other, "{'when':null}").expect(409).body()).contains("permission_exists");
    }

    @Test
    void anApprovalThatARuleBlocksMeanwhileIsCancelled() {
        rules.add("{'action':'stripe.refund','effect':'ask'}");
        String approval = agent.check(REFUND, "{\"amount\":7}").awaitedApproval();

        rules.add("{'action':'*','effect':'block','when':'context.amount == 7'}");

        assertThat(company.approval(approval).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void aDraftIsPlayedAgainstTheChecksOfTheLastDays() {
        String allow = rules.add("{'action':'stripe.refund'}");
        for (int amount : new int[] {100, 600, 700}) {
            rules.check("{'amount':" + amount + "}");
        }

        JsonObject beside = rules.simulate("{'action':'stripe.refund','effect':'ask','when':'context.amount > 500'}");
        JsonObject instead = rules.simulate("{'action':'stripe.refund','max_amount':650,'replaces':'" + allow + "'}");

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
        assertThat(rules.check("{'amount':700}").getBoolean("allowed")).isTrue();
    }

    @Test
    void whatEarlierChecksUseOfALimitIsUsedUpForTheLaterOnes() {
        String allow = rules.add("{'action':'stripe.refund'}");
        for (int amount : new int[] {60, 50, 40, 1}) {
            rules.check("{'amount':" + amount + "}");
        }

        JsonObject simulated = rules.simulate("{'action':'stripe.refund','replaces':'" + allow
                + "','limits':[{'sum':'context.amount','at_most':100,'per':'1h'}]}");

        JsonObject blocked = simulated.getJsonArray("changes").getJsonObject(0);
        assertThat(simulated.getJsonArray("changes")).hasSize(1);
        assertThat(blocked.getString("would_be")).isEqualTo("blocked");
        assertThat(blocked.getInt("count")).isEqualTo(2);
        assertThat(blocked.getJsonArray("examples").getValuesAs(JsonObject.class))
                .extracting(example -> example.getJsonObject("context").getInt("amount"))
                .containsExactly(1, 50);
        assertThat(blocked.getJsonArray("examples").getJsonObject(0).getString("reason"))
                .isEqualTo("Over the limit: at most 100 of context.amount in 1h");
    }

    @Test
    void whatAnApprovalAllowedCountsAgainstALimitWhenItIsPlayedAgain() {
        String ask = rules.add("{'action':'stripe.refund','effect':'ask'}");
        String approval = agent.check(REFUND, "{\"n\":1}").awaitedApproval();
        company.approve(approval);
        agent.claim(approval, REFUND, "{\"n\":1}").expect(200);
        agent.check(REFUND, "{\"n\":2}").awaitedApproval();

        JsonObject asking = rules.simulate("{'action':'stripe.refund','effect':'ask','replaces':'" + ask
                + "','limits':[{'count':1,'per':'24h'}]}");
        JsonObject allowing = rules.simulate(
                "{'action':'stripe.refund','replaces':'" + ask + "','limits':[{'count':2,'per':'24h'}]}");

        assertThat(asking.getInt("checks")).isEqualTo(2);
        assertThat(asking.getJsonArray("changes").getJsonObject(0).getInt("count"))
                .isEqualTo(1);
        assertThat(asking.getJsonArray("changes").getJsonObject(0).getString("would_be"))
                .isEqualTo("blocked");
        assertThat(allowing.getJsonArray("changes").getJsonObject(0).getString("would_be"))
                .isEqualTo("allowed");
        assertThat(allowing.getJsonArray("changes").getJsonObject(0).getInt("count"))
                .isEqualTo(2);
    }

    @Test
    void whatAnApprovalAllowedIsNotPlayedAgain() {
        rules.add("{'action':'stripe.refund','effect':'ask'}");
        String approval = agent.check(REFUND, "{\"amount\":5}").awaitedApproval();
        company.approve(approval);
        assertThat(agent.checkWith(approval, REFUND, "{\"amount\":5}").allowed())
                .isTrue();

        JsonObject simulated = rules.simulate("{'action':'*','effect':'block'}");

        assertThat(simulated.getInt("checks")).isEqualTo(1);
    }
}
