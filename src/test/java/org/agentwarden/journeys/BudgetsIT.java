package org.agentwarden.journeys;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
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
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Permissions that allow so much in a time. */
@ExtendWith(SharedServer.class)
class BudgetsIT {

    private static final String REFUND = "stripe.refund";
    private static final int AT_ONCE = 64;

    private Company company;
    private Agent agent;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("refund-bot");
    }

    @Test
    void ofManyChecksAtOnceAsManyAreAllowedAsTheLimitSays() {
        rule("{'action':'stripe.refund','limits':[{'count':10,'per':'24h'}]}");

        assertThat(verdictsAtOnce(number -> "{}")).isEqualTo(Map.of("allowed", 10L, "blocked", AT_ONCE - 10L));

        assertThat(statuses()).filteredOn("allowed"::equals).hasSize(10);
    }

    @Test
    void ofManySumsAtOnceNoMoreIsAllowedThanTheLimitSays() {
        rule("{'action':'stripe.refund','limits':[{'sum':'context.amount','at_most':2,'per':'1h'},"
                + "{'count':60,'per':'30d'}]}");

        assertThat(verdictsAtOnce(number -> "{'amount':0.1,'number':" + number + "}"))
                .isEqualTo(Map.of("allowed", 20L, "blocked", AT_ONCE - 20L));
    }

    @Test
    void overALimitThatAsksEverybodyElseIsAsked() {
        rule("{'action':'stripe.refund','limits':[{'count':10,'per':'24h','then':'ask'}]}");

        assertThat(verdictsAtOnce(number -> "{}")).isEqualTo(Map.of("allowed", 10L, "asked", AT_ONCE - 10L));

        assertThat(company.approvals("status=pending")).hasSize(1);
    }

    @Test
    void eachValueOfAMemberHasTheLimitForItself() {
        rule("{'action':'stripe.refund','limits':[{'count':1,'per':'1h','by':'context.customer.id'}]}");

        assertThat(check("{'customer':{'id':'ada'}}").getBoolean("allowed")).isTrue();
        assertThat(check("{'customer':{'id':'bob'}}").getBoolean("allowed")).isTrue();
        assertThat(check("{'customer':{'id':'ada'}}").getString("reason"))
                .isEqualTo("Over the limit: at most 1 in 1h for each context.customer.id");
        assertThat(check("{'customer':{}}").getString("reason"))
                .isEqualTo(
                        "context.customer.id must be a text or a number because of the limit: at most 1 in 1h for each"
                                + " context.customer.id");
    }

    @Test
    void aSumIsExactAndWhatIsNoAmountIsBlocked() {
        String id = rule("{'action':'stripe.refund','limits':[{'sum':'context.amount','at_most':0.3,'per':'1h'}]}");

        assertThat(check("{'amount':0.1}").getBoolean("allowed")).isTrue();
        for (String wrong :
                List.of("{}", "{'amount':'0.1'}", "{'amount':-0.1}", "{'amount':1e-19}", "{'amount':1e19}")) {
            JsonObject blocked = check(wrong);
            assertThat(blocked.getBoolean("allowed")).isFalse();
            assertThat(blocked.getString("reason"))
                    .startsWith("context.amount must ")
                    .endsWith("because of the limit: at most 0.3 of context.amount in 1h");
            assertThat(blocked.getString("permission_id")).isEqualTo(id);
        }
        assertThat(check("{'amount':0.200000000000000001}").getString("reason"))
                .isEqualTo("Over the limit: at most 0.3 of context.amount in 1h");
        assertThat(check("{'amount':0.2}").getBoolean("allowed")).isTrue();
        assertThat(check("{'amount':0.000000000000000001}").getBoolean("allowed"))
                .isFalse();
        assertThat(check("{'amount':0}").getBoolean("allowed")).isTrue();
    }

    @Test
    void anApprovalCountsWhenItIsClaimedAndNotOverALimitThatBlocks() {
        rule("{'action':'stripe.refund','effect':'ask','limits':[{'count':1,'per':'24h'}]}");
        String first = approved("{'n':1}");
        String second = approved("{'n':2}");

        agent.claim(first, REFUND, json("{'n':1}")).expect(200);

        assertThat(agent.claim(second, REFUND, json("{'n':2}")).expect(409).body())
                .contains("not_permitted", "Over the limit: at most 1 in 24h");
        JsonObject refused = company.approval(second);
        assertThat(refused.getString("status")).isEqualTo("approved");
        assertThat(refused.isNull("claimed_at")).isTrue();
        assertThat(check("{'n':3}").getString("reason")).isEqualTo("Over the limit: at most 1 in 24h");
    }

    @Test
    void whoApprovesWhatALimitAsksForLetsTheLimitBeExceeded() {
        String id = rule("{'action':'stripe.refund','limits':[{'count':1,'per':'24h','then':'ask'}]}");
        assertThat(check("{'n':1}").getBoolean("allowed")).isTrue();
        String approval = approved("{'n':2}");

        assertThat(agent.checkWith(approval, REFUND, json("{'n':2}")).allowed()).isTrue();

        change(id, "{'limits':[{'count':3,'per':'24h'}]}").expect(200);
        assertThat(check("{'n':3}").getBoolean("allowed")).isTrue();
        assertThat(check("{'n':4}").getBoolean("allowed")).isFalse();
    }

    @Test
    void trialsAndPermissionsInShadowCountNothing() {
        rule("{'action':'stripe.*','limits':[{'count':2,'per':'24h'}]}");
        String shadow = rule("{'action':'stripe.refund','mode':'shadow','limits':[{'count':1,'per':'24h'}]}");

        assertThat(tried().getBoolean("allowed")).isTrue();
        assertThat(tried().getBoolean("allowed")).isTrue();
        assertThat(check("{}").getBoolean("allowed")).isTrue();
        assertThat(check("{}").getBoolean("allowed")).isTrue();

        assertThat(tried().getString("reason")).isEqualTo("Over the limit: at most 2 in 24h");
        assertThat(tried().getJsonObject("shadow").getString("status")).isEqualTo("allowed");
        assertThat(tried().getJsonObject("shadow").getString("permission_id")).isEqualTo(shadow);
    }

    @Test
    void allThatIsWrongWithLimitsIsNamedAtOnce() {
        String wrong = "{'action':'a','limits':[{'per':'1d','count':1},{'sum':'amount','per':'1h','then':'wait'}]}";

        assertThat(grant(wrong).expect(400).body())
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
        String approval = agent.check(REFUND, json(context)).awaitedApproval();
        company.approve(approval);
        return approval;
    }

    private JsonObject tried() {
        return company.api()
                .post("/api/agents/" + agent.id() + "/try", json("{'action':'stripe.refund'}"))
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

    private static String json(String members) {
        return members.replace('\'', '"');
    }
}
