package org.agentwarden.journeys;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.agentwarden.systems.AgentRules.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agentwarden.systems.Answer;
import org.junit.jupiter.api.Test;

/** Permissions that allow so much in a time. */
class BudgetsIT extends RefundJourney {

    private static final int AT_ONCE = 64;

    @Test
    void ofManyChecksAtOnceAsManyAreAllowedAsTheLimitSays() {
        rules.add("{'action':'stripe.refund','limits':[{'count':10,'per':'24h'}]}");

        assertThat(verdictsAtOnce(number -> "{}")).isEqualTo(Map.of("allowed", 10L, "blocked", AT_ONCE - 10L));

        assertThat(statuses()).filteredOn("allowed"::equals).hasSize(10);
    }

    @Test
    void ofManySumsAtOnceNoMoreIsAllowedThanTheLimitSays() {
        rules.add("{'action':'stripe.refund','limits':[{'sum':'context.amount','at_most':2,'per':'1h'},"
                + "{'count':60,'per':'30d'}]}");

        assertThat(verdictsAtOnce(number -> "{'amount':0.1,'number':" + number + "}"))
                .isEqualTo(Map.of("allowed", 20L, "blocked", AT_ONCE - 20L));
    }

    @Test
    void overALimitThatAsksEverybodyElseIsAsked() {
        rules.add("{'action':'stripe.refund','limits':[{'count':10,'per':'24h','then':'ask'}]}");

        assertThat(verdictsAtOnce(number -> "{}")).isEqualTo(Map.of("allowed", 10L, "asked", AT_ONCE - 10L));

        assertThat(company.approvals("status=pending")).hasSize(1);
    }

    @Test
    void eachValueOfAMemberHasTheLimitForItself() {
        rules.add("{'action':'stripe.refund','limits':[{'count':1,'per':'1h','by':'context.customer.id'}]}");

        assertThat(rules.check("{'customer':{'id':'ada'}}").getBoolean("allowed"))
                .isTrue();
        assertThat(rules.check("{'customer':{'id':'bob'}}").getBoolean("allowed"))
                .isTrue();
        assertThat(rules.check("{'customer':{'id':'ada'}}").getString("reason"))
                .isEqualTo("Over the limit: at most 1 in 1h for each context.customer.id");
        assertThat(rules.check("{'customer':{}}").getString("reason"))
                .isEqualTo(
                        "context.customer.id must be a text or a number because of the limit: at most 1 in 1h for each"
                                + " context.customer.id");
    }

    @Test
    void aSumIsExactAndWhatIsNoAmountIsBlocked() {
        String id =
                rules.add("{'action':'stripe.refund','limits':[{'sum':'context.amount','at_most':0.3,'per':'1h'}]}");

        assertThat(rules.check("{'amount':0.1}").getBoolean("allowed")).isTrue();
        for (String wrong :
                List.of("{}", "{'amount':'0.1'}", "{'amount':-0.1}", "{'amount':1e-19}", "{'amount':1e19}")) {
            JsonObject blocked = rules.check(wrong);
            assertThat(blocked.getBoolean("allowed")).isFalse();
            assertThat(blocked.getString("reason"))
                    .startsWith("context.amount must ")
                    .endsWith("because of the limit: at most 0.3 of context.amount in 1h");
            assertThat(blocked.getString("permission_id")).isEqualTo(id);
        }
        assertThat(rules.check("{'amount':0.200000000000000001}").getString("reason"))
                .isEqualTo("Over the limit: at most 0.3 of context.amount in 1h");
        assertThat(rules.check("{'amount':0.2}").getBoolean("allowed")).isTrue();
        assertThat(rules.check("{'amount':0.000000000000000001}").getBoolean("allowed"))
                .isFalse();
        assertThat(rules.check("{'amount':0}").getBoolean("allowed")).isTrue();
    }

    @Test
    void anApprovalCountsWhenItIsClaimedAndNotOverALimitThatBlocks() {
        rules.add("{'action':'stripe.refund','effect':'ask','limits':[{'count':1,'per':'24h'}]}");
        String first = approved("{'n':1}");
        String second = approved("{'n':2}");

        agent.claim(first, REFUND, json("{'n':1}")).expect(200);

        assertThat(agent.claim(second, REFUND, json("{'n':2}")).expect(409).body())
                .contains("not_permitted", "Over the limit: at most 1 in 24h");
        JsonObject refused = company.approval(second);
        assertThat(refused.getString("status")).isEqualTo("approved");
        assertThat(refused.isNull("claimed_at")).isTrue();
        assertThat(rules.check("{'n':3}").getString("reason")).isEqualTo("Over the limit: at most 1 in 24h");
    }

    @Test
    void whoApprovesWhatALimitAsksForLetsTheLimitBeExceeded() {
        String id = rules.add("{'action':'stripe.refund','limits':[{'count':1,'per':'24h','then':'ask'}]}");
        assertThat(rules.check("{'n':1}").getBoolean("allowed")).isTrue();
        String approval = approved("{'n':2}");

        assertThat(agent.checkWith(approval, REFUND, json("{'n':2}")).allowed()).isTrue();

        rules.change(id, "{'limits':[{'count':3,'per':'24h'}]}").expect(200);
        assertThat(rules.check("{'n':3}").getBoolean("allowed")).isTrue();
        assertThat(rules.check("{'n':4}").getBoolean("allowed")).isFalse();
    }

    @Test
    void trialsAndPermissionsInShadowCountNothing() {
        rules.add("{'action':'stripe.*','limits':[{'count':2,'per':'24h'}]}");
        String shadow = rules.add("{'action':'stripe.refund','mode':'shadow','limits':[{'count':1,'per':'24h'}]}");

        assertThat(rules.tried("{'action':'stripe.refund'}").getBoolean("allowed"))
                .isTrue();
        assertThat(rules.tried("{'action':'stripe.refund'}").getBoolean("allowed"))
                .isTrue();
        assertThat(rules.check("{}").getBoolean("allowed")).isTrue();
        assertThat(rules.check("{}").getBoolean("allowed")).isTrue();

        assertThat(rules.tried("{'action':'stripe.refund'}").getString("reason"))
                .isEqualTo("Over the limit: at most 2 in 24h");
        assertThat(rules.tried("{'action':'stripe.refund'}")
                        .getJsonObject("shadow")
                        .getString("status"))
                .isEqualTo("allowed");
        assertThat(rules.tried("{'action':'stripe.refund'}")
                        .getJsonObject("shadow")
                        .getString("permission_id"))
                .isEqualTo(shadow);
    }

    @Test
    void allThatIsWrongWithLimitsIsNamedAtOnce() {
        String wrong = "{'action':'a','limits':[{'per':'1d','count':1},{'sum':'amount','per':'1h','then':'wait'}]}";

        assertThat(rules.grant(wrong).expect(400).body())
                .contains("limits[0].per", "limits[1].sum", "limits[1].at_most", "limits[1].then");
    }

    private Map<String, Long> verdictsAtOnce(Function<Integer, String> context) {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<String>> answers = IntStream.range(0, AT_ONCE)
                    .mapToObj(number -> supplyAsync(() -> verdict(json(context.apply(number))), callers))
                    .toList();
            return answers.stream().map(CompletableFuture::join).collect(groupingBy(verdict -> verdict, counting()));
        } finally {
            callers.shutdownNow();
        }
    }

    private String verdict(String context) {
        JsonObject answer =
                Answer.whenServed(() -> agent.ask(REFUND, context)).expect(200).json();
        if (answer.getBoolean("allowed")) {
            return "allowed";
        }
        return answer.getBoolean("requires_approval") ? "asked" : "blocked";
    }

    private Stream<String> statuses() {
        return company.logs().getValuesAs(JsonObject.class).stream().map(row -> row.getString("status"));
    }

    private String approved(String context) {
        return company.approved(agent, REFUND, json(context));
    }
}
