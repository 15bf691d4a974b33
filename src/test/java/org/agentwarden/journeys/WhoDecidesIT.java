package org.agentwarden.journeys;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;

/** Teams, quorums and four eyes, and the person for whom an agent acts. */
class WhoDecidesIT extends RefundJourney {

    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(20));

    @Test
    void adminsMakeTeamsAndEverybodyReadsThem() {
        Company ada = company.invite("approver");
        JsonObject team = company.makeTeam("Finance", company, ada).expect(201).json();
        String path = "/api/teams/" + team.getString("id");

        assertThat(members(team)).containsExactlyInAnyOrder(company.userId(), ada.userId());
        assertThat(ada.api().get(path).expect(200).json()).isEqualTo(team);
        assertThat(ada.api().get("/api/teams").expect(200).array()).containsExactly(team);
        JsonObject changed = company.api()
                .put(path, json("{'name':'Treasury','members':['" + ada.userId() + "']}"))
                .expect(200)
                .json();
        assertThat(changed.getString("name")).isEqualTo("Treasury");
        assertThat(members(changed)).containsExactly(ada.userId());
        company.api().delete("/api/users/" + ada.userId()).expect(204);
        assertThat(members(company.api().get(path).expect(200).json())).isEmpty();
        company.api().delete(path).expect(204);
        assertThat(company.api().get(path).status()).isEqualTo(404);
        assertThat(company.changes())
                .extracting(row -> row.getString("action"))
                .contains("team.created", "team.changed", "team.deleted");
    }

    @Test
    void whatIsWrongWithATeamIsNamed(AgentWardenServer server) {
        Company stranger = Company.register(server.baseUri());
        String id = company.team("Finance", company);
        String other = company.team("Support", company);

        assertThat(company.makeTeam("Finance", company).refusal(409)).isEqualTo("team_exists");
        assertThat(company.api()
                        .put("/api/teams/" + other, json("{'name':'Finance'}"))
                        .refusal(409))
                .isEqualTo("team_exists");
        assertNames(company.api().post("/api/teams", json("{'members':[]}")), "name");
        assertNames(company.api().post("/api/teams", json("{'name':'x'}")), "members");
        assertNames(company.api().post("/api/teams", json("{'name':'x','members':['nobody']}")), "members");
        assertNames(company.makeTeam("x", stranger), "members");
        assertNames(company.api().put("/api/teams/" + id, json("{'members':'all'}")), "members");
        assertNames(
                company.api().post("/api/teams", json("{'name':'x','members':[" + "'a',".repeat(200) + "'a']}")),
                "members");
        assertThat(stranger.api().get("/api/teams/" + id).status()).isEqualTo(404);
    }

    @Test
    void aPermissionNamesATeamThatCanReachTheQuorum(AgentWardenServer server) {
        Company viewer = company.invite("viewer");
        Company ada = company.invite("approver");
        String team = company.team("Finance", company, ada, viewer);
        String foreign = Company.register(server.baseUri())
                .api()
                .post("/api/teams", json("{'name':'Finance','members':[]}"))
                .expect(201)
                .json()
                .getString("id");

        for (String wrong : List.of(
                "'quorum':0", "'quorum':11", "'quorum':'2'", "'quorum':3", "'team':'" + team + "','quorum':3")) {
            assertNames(rules.grant("{'action':'a','effect':'ask','approvers':{" + wrong + "}}"), "approvers.quorum");
        }
        assertNames(rules.grant("{'action':'a','approvers':{'team':'" + foreign + "'}}"), "approvers.team");
        assertNames(rules.grant("{'action':'a','approvers':{'four_eyes':'yes'}}"), "approvers.four_eyes");
        assertNames(rules.grant("{'action':'a','approvers':[]}"), "approvers");

        JsonObject permission = rules.grant(
                        "{'action':'a','effect':'ask','approvers':{'team':'" + team + "','quorum':2}}")
                .expect(201)
                .json();
        assertThat(permission.getJsonObject("approvers"))
                .isEqualTo(object("{'team':'" + team + "','quorum':2,'four_eyes':false}"));
        String path = "/api/teams/" + team;
        assertThat(company.api().delete(path).refusal(409)).isEqualTo("team_in_use");
        assertThat(company.api()
                        .put(path, json("{'members':['" + ada.userId() + "']}"))
                        .refusal(409))
                .isEqualTo("quorum_unreachable");
        assertThat(members(company.api().get(path).expect(200).json())).hasSize(3);
        JsonObject usual = company.api()
                .put("/api/permissions/" + permission.getString("id"), json("{'approvers':null}"))
                .expect(200)
                .json();
        assertThat(usual.getJsonObject("approvers")).isEqualTo(object("{'team':null,'quorum':1,'four_eyes':false}"));
        company.api().delete(path).expect(204);
    }

    @Test
    void itIsApprovedOnceTwoOfTheTeamHaveApprovedAtTheSameMoment() {
        Company ada = company.invite("admin");
        String team = company.team("Finance", company, ada);
        ask("{'team':'" + team + "','quorum':2}");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "approval.approved");
            String approval = agent.check(REFUND, "{}").awaitedApproval();

            List<JsonObject> answers = atTheSameMoment(approval, company, ada);

            assertThat(answers)
                    .extracting(answer -> answer.getString("status"))
                    .containsExactlyInAnyOrder("pending", "approved");
            JsonObject approved = company.approval(approval);
            assertThat(deciders(approved)).containsExactlyInAnyOrder(company.userId(), ada.userId());
            assertThat(approved.getJsonObject("approvers").getString("team_name"))
                    .isEqualTo("Finance");
            assertThat(statusesOf(approval)).containsExactly("approved", "agreed", "pending_approval");
            ReceivedWebhook webhook = receiver.awaitFirst("approval.approved");
            assertThat(webhook.data().getJsonArray("approved_by").getValuesAs(JsonString::getString))
                    .isEqualTo(deciders(approved));
            assertThat(agent.claim(approval, REFUND, "{}").status()).isEqualTo(200);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    private List<JsonObject> atTheSameMoment(String approval, Company... people) {
        ExecutorService threads = Executors.newFixedThreadPool(people.length);
        try {
            return Stream.of(people)
                    .map(person -> supplyAsync(() -> person.approve(approval), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void thePersonWhoApprovesTwiceCountsOnceAndMayStillReject() {
        Company ada = company.invite("approver");
        ask("{'quorum':2}");
        String approval = agent.check(REFUND, "{}").awaitedApproval();

        JsonObject first = ada.decide(approval, "approve", "fine with me");
        assertThat(first.getString("status")).isEqualTo("pending");
        assertThat(first.getJsonArray("decisions").getJsonObject(0).getString("comment"))
                .isEqualTo("fine with me");
        assertThat(ada.approve(approval)).isEqualTo(first);
        assertThat(agent.claim(approval, REFUND, "{}").status()).isEqualTo(409);

        assertThat(ada.reject(approval).getString("status")).isEqualTo("rejected");
        assertThat(company.decide(approval, "approve").refusal(409)).isEqualTo("already_resolved");
        assertThat(statusesOf(approval)).containsExactly("rejected", "agreed", "pending_approval");
    }

    @Test
    void onlyPeopleOfTheTeamDecide() {
        Company ada = company.invite("approver");
        String team = company.team("Finance", ada);
        ask("{'team':'" + team + "'}");
        String approval = agent.check(REFUND, "{}").awaitedApproval();
        String free = freeApproval();

        assertThat(company.decide(approval, "approve").refusal(403)).isEqualTo("not_approver");
        assertThat(company.decide(approval, "reject").refusal(403)).isEqualTo("not_approver");
        JsonObject results = company.api()
                .post("/api/approvals/decide", json("{'ids':['" + approval + "','" + free + "'],'decision':'approve'}"))
                .expect(200)
                .json();
        assertThat(results.getJsonArray("results").getJsonObject(0).getString("error"))
                .isEqualTo("not_approver");
        assertThat(results.getJsonArray("results").getJsonObject(1).getString("status"))
                .isEqualTo("approved");
        assertThat(ada.approve(approval).getString("status")).isEqualTo("approved");
    }

    @Test
    void laterChangesOfThePermissionDoNotChangeWhatWaits() {
        Company ada = company.invite("approver");
        String permission = ask("{'quorum':2}");
        String approval = agent.check(REFUND, "{}").awaitedApproval();

        company.api()
                .put("/api/permissions/" + permission, json("{'approvers':{'quorum':1}}"))
                .expect(200);

        assertThat(company.approve(approval).getString("status")).isEqualTo("pending");
        assertThat(ada.approve(approval).getString("status")).isEqualTo("approved");
    }

    @Test
    void nobodyDecidesAnOwnRequest() {
        Company ada = company.invite("approver");
        ask("{}");
        for (String person : List.of(company.userId(), company.email().toUpperCase(Locale.ROOT))) {
            String approval = approvalFor(person, "{}");

            assertThat(company.decide(approval, "approve").refusal(403)).isEqualTo("own_request");
            assertThat(company.decide(approval, "reject").refusal(403)).isEqualTo("own_request");
            assertThat(ada.approve(approval).getString("status")).isEqualTo("approved");
        }
    }

    @Test
    void underFourEyesWhoMadeTheKeyDoesNotDecide() {
        Company ada = company.invite("approver");
        ask("{'four_eyes':true}");
        String approval = agent.check(REFUND, "{}").awaitedApproval();

        assertThat(company.approval(approval).getJsonObject("approvers").getString("asked_by"))
                .isEqualTo(company.userId());
        assertThat(company.decide(approval, "approve").refusal(403)).isEqualTo("own_request");
        assertThat(ada.approve(approval).getString("status")).isEqualTo("approved");
    }

    @Test
    void whoLosesTheRoleBetweenTwoDecisionsDoesNotCount() {
        Company ada = company.invite("approver");
        Company bob = company.invite("approver");
        ask("{'quorum':2}");
        String approval = agent.check(REFUND, "{}").awaitedApproval();
        ada.approve(approval);

        company.api()
                .put("/api/users/" + ada.userId(), json("{'role':'viewer'}"))
                .expect(200);

        JsonObject waiting = bob.approve(approval);
        assertThat(waiting.getString("status")).isEqualTo("pending");
        assertThat(deciders(waiting)).containsExactly(bob.userId());
        assertThat(company.approve(approval).getString("status")).isEqualTo("approved");
    }

    @Test
    void whatTooFewPeopleMayDecideExpiresWithTheReason() {
        Company ada = company.invite("approver");
        ask("{'quorum':2}");
        String approval = agent.check(REFUND, "{}").awaitedApproval();
        ada.approve(approval);

        company.api().delete("/api/users/" + ada.userId()).expect(204);

        JsonObject expired = await().atMost(PATIENCE)
                .until(
                        () -> company.approval(approval),
                        now -> now.getString("status").equals("expired"));
        assertThat(expired.getString("comment")).isEqualTo("Fewer people may decide than must approve");
        JsonObject row = company.logsOf(approval).get(0);
        assertThat(row.getString("status")).isEqualTo("expired");
        assertThat(row.getString("comment")).isEqualTo("Fewer people may decide than must approve");
    }

    @Test
    void thePersonForWhomTheAgentActsIsToldEverywhere() throws Exception {
        ask("{}");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.pending_approval", "approval.approved", "approval.rejected");
            String ada = approvalFor("Ada Lovelace", "{'n':1}");
            String bob = approvalFor("Bob", "{'n':1}");
            String nobody = agent.check(REFUND, "{\"n\":1}").awaitedApproval();

            assertThat(List.of(ada, bob, nobody)).doesNotHaveDuplicates();
            assertThat(approvalFor("Ada Lovelace", "{'n':1}")).isEqualTo(ada);
            assertThat(company.approval(ada).getString("on_behalf_of")).isEqualTo("Ada Lovelace");
            assertThat(agent.approval(ada).getString("on_behalf_of")).isEqualTo("Ada Lovelace");
            assertThat(agent.approval(nobody).isNull("on_behalf_of")).isTrue();
            assertThat(company.logsOf(ada))
                    .allSatisfy(row -> assertThat(row.getString("on_behalf_of")).isEqualTo("Ada Lovelace"));
            company.approve(ada);
            company.reject(bob);
            assertThat(receiver.awaitFirst("approval.approved").data().getString("on_behalf_of"))
                    .isEqualTo("Ada Lovelace");
            assertThat(receiver.awaitFirst("approval.rejected").data().getString("on_behalf_of"))
                    .isEqualTo("Bob");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.requests().stream()
                                    .filter(request ->
                                            request.json().getString("event").equals("log.pending_approval"))
                                    .map(request -> request.data().getString("on_behalf_of", "")))
                            .containsExactlyInAnyOrder("Ada Lovelace", "Bob", ""));
            assertThat(company.approval(nobody).getString("action_hash"))
                    .isEqualTo(sha256("{\"action\":\"stripe.refund\",\"agent_id\":\"" + agent.id()
                            + "\",\"context\":{\"n\":1e0}}"));
            assertThat(company.approval(ada).getString("action_hash"))
                    .isEqualTo(sha256("{\"action\":\"stripe.refund\",\"agent_id\":\"" + agent.id()
                            + "\",\"context\":{\"n\":1e0},\"on_behalf_of\":\"Ada Lovelace\"}"));
        }
    }

    @Test
    void aClaimAndACheckNameThePersonOfTheApproval() {
        ask("{}");
        String claimed = approvalFor("ada", "{}");
        String checked = approvalFor("bob", "{}");
        company.approve(claimed);
        company.approve(checked);
        String claim = "/sdk/approvals/" + claimed + "/claim";
        String body = "{'agent_id':'" + agent.id() + "','action':'stripe.refund','context':{}";

        assertThat(agent.api().post(claim, json(body + "}")).refusal(409)).isEqualTo("action_differs");
        assertThat(agent.api()
                        .post(claim, json(body + ",'on_behalf_of':'bob'}"))
                        .refusal(409))
                .isEqualTo("action_differs");
        agent.api().post(claim, json(body + ",'on_behalf_of':'ada'}")).expect(200);
        String check = body + ",'approval_id':'" + checked + "'";
        assertThat(agent.api()
                        .post("/sdk/check", json(check + ",'on_behalf_of':'ada'}"))
                        .json()
                        .getBoolean("allowed"))
                .isFalse();
        assertThat(agent.api()
                        .post("/sdk/check", json(check + ",'on_behalf_of':'bob'}"))
                        .json()
                        .getBoolean("allowed"))
                .isTrue();
    }

    @Test
    void conditionsAndLimitsKnowThePerson() {
        rules.grant("{'action':'stripe.refund','when':'on_behalf_of != \\\"mallory\\\"',"
                        + "'limits':[{'count':1,'per':'24h','by':'on_behalf_of'}]}")
                .expect(201);

        assertThat(checkFor("ada").getBoolean("allowed")).isTrue();
        assertThat(checkFor("Ada").getString("reason"))
                .isEqualTo("Over the limit: at most 1 in 24h for each on_behalf_of");
        assertThat(checkFor("bob").getBoolean("allowed")).isTrue();
        assertThat(checkFor("mallory").getString("reason")).isEqualTo("No permission for action 'stripe.refund'");
        assertThat(agent.check(REFUND, "{}").reason())
                .isEqualTo("on_behalf_of is required because of the limit: at most 1 in 24h for each on_behalf_of");
        assertNames(agent.api().post("/sdk/check", checkBody("a".repeat(256), "{}")), "on_behalf_of");
        assertNames(agent.api().post("/sdk/check", checkBody(" ", "{}")), "on_behalf_of");
        assertNames(agent.api().post("/sdk/check", checkBody("a\\nb", "{}")), "on_behalf_of");
    }

    private String freeApproval() {
        company.requireApproval(agent, "crm.write");
        return agent.check("crm.write", "{}").awaitedApproval();
    }

    private JsonObject checkFor(String person) {
        return agent.api()
                .post("/sdk/check", checkBody(person, "{}"))
                .expect(200)
                .json();
    }

    private String approvalFor(String person, String context) {
        return agent.api()
                .post("/sdk/check", checkBody(person, context))
                .expect(200)
                .json()
                .getString("approval_id");
    }

    private String checkBody(String person, String context) {
        return json("{'agent_id':'" + agent.id() + "','action':'stripe.refund','on_behalf_of':'" + person
                + "','context':" + context + "}");
    }

    /** @return the permission's id */
    private String ask(String approvers) {
        return rules.grant("{'action':'stripe.refund','effect':'ask','approvers':" + approvers + "}")
                .expect(201)
                .json()
                .getString("id");
    }

    private List<String> statusesOf(String approval) {
        return company.statusesOf(approval).stream()
                .filter(status -> !status.equals("allowed"))
                .toList();
    }

    private static List<String> deciders(JsonObject approval) {
        return approval.getJsonArray("decisions").getValuesAs(JsonObject.class).stream()
                .map(decision -> decision.getString("by"))
                .toList();
    }

    private static List<String> members(JsonObject team) {
        return team.getJsonArray("members").getValuesAs(JsonString::getString);
    }

    private static void assertNames(Answer answer, String field) {
        assertThat(answer.wrongFields()).containsExactly(field);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonObject object(String members) {
        try (var reader = Json.createReader(new StringReader(json(members)))) {
            return reader.readObject();
        }
    }

    private static String json(String members) {
        return members.replace('\'', '"');
    }
}
