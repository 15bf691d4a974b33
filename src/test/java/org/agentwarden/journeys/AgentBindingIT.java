package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An API key that is bound to agents speaks for these and for no other. */
@ExtendWith(SharedServer.class)
class AgentBindingIT {

    private static final String APPROVED_ACTION = "stripe.refund";

    private AgentWardenServer server;
    private Company company;
    private Agent own;
    private Agent other;
    private String approvalOfOther;

    @BeforeEach
    void setUp(AgentWardenServer shared) {
        server = shared;
        company = Company.register(shared.baseUri());
        own = company.agent("support-bot");
        other = company.agent("finance-bot");
        company.requireApproval(other, APPROVED_ACTION);
        approvalOfOther = other.check(APPROVED_ACTION, "{}").awaitedApproval();
    }

    private JsonObject bind(String... agents) {
        return company.api()
                .post("/api/api-keys", "{\"name\":\"bound\",\"agent_ids\":" + array(agents) + "}")
                .expect(201)
                .json();
    }

    private Answer rebind(JsonObject key, String agentIds) {
        return company.api().put("/api/api-keys/" + key.getString("id"), "{\"agent_ids\":" + agentIds + "}");
    }

    private static String array(String... texts) {
        return Json.createArrayBuilder(List.of(texts)).build().toString();
    }

    private Api with(JsonObject key) {
        return Api.withKey(server.baseUri(), key.getString("key"));
    }

    private static Answer check(Api api, String agent) {
        return api.post("/sdk/check", "{\"agent_id\":\"" + agent + "\",\"action\":\"crm.read\"}");
    }

    private static List<String> agentIds(JsonObject key) {
        return key.getJsonArray("agent_ids").getValuesAs(JsonString::getString);
    }

    @Test
    void everyRequestOfTheSdkRefusesAnotherAgentOfTheOrganization() {
        Api api = with(bind(own.id()));
        Map<String, Supplier<Answer>> requests = Map.of(
                "POST /sdk/check",
                () -> check(api, other.id()),
                "POST /sdk/log",
                () -> api.post(
                        "/sdk/log", "{\"agent_id\":\"finance-bot\",\"action\":\"crm.read\",\"status\":\"success\"}"),
                "GET /sdk/approvals/{}",
                () -> api.get("/sdk/approvals/" + approvalOfOther + "?wait=5"),
                "POST /sdk/approvals/{}/claim",
                () -> api.post("/sdk/approvals/" + approvalOfOther + "/claim", "{\"action_hash\":\"00\"}"));
        int rows = company.logs().size();

        assertThat(AccessTable.requestsOfTheApi().stream().filter(request -> request.contains(" /sdk/")))
                .containsExactlyInAnyOrderElementsOf(requests.keySet());
        requests.forEach((request, send) -> {
            Answer answer = send.get();
            assertThat(answer.status()).as("%s: %s", request, answer).isEqualTo(403);
            assertThat(answer.json().getJsonObject("detail").getString("error")).isEqualTo("forbidden");
        });
        assertThat(company.logs()).hasSize(rows);
    }

    @Test
    void theKeyServesItsOwnAgentsByIdAndByName() {
        JsonObject key = bind("support-bot", own.id());

        assertThat(agentIds(key)).containsExactly(own.id());
        check(with(key), own.id()).expect(200);
        check(with(key), "support-bot").expect(200);
        check(with(key), "nobody").expect(404);
    }

    @Test
    void aKeyWithoutABindingServesEveryAgent() {
        JsonObject key = company.api()
                .post("/api/api-keys", "{\"name\":\"free\"}")
                .expect(201)
                .json();

        assertThat(key.isNull("agent_ids")).isTrue();
        check(with(key), own.id()).expect(200);
        check(with(key), other.id()).expect(200);
    }

    @Test
    void aChangedBindingIsInForceAtTheNextRequestAndInTheLog() {
        JsonObject key = bind(own.id());
        Api api = with(key);
        check(api, own.id()).expect(200);
        check(api, other.id()).expect(403);

        JsonObject changed = rebind(key, array("finance-bot")).expect(200).json();

        assertThat(agentIds(changed)).containsExactly(other.id());
        check(api, own.id()).expect(403);
        check(api, other.id()).expect(200);
        JsonObject row = company.changes().get(0);
        assertThat(row.getString("action")).isEqualTo("api_key.changed");
        JsonObject difference = row.getJsonObject("context").getJsonObject("agent_ids");
        assertThat(difference.getJsonArray("old").getString(0)).isEqualTo(own.id());
        assertThat(difference.getJsonArray("new").getString(0)).isEqualTo(other.id());

        rebind(key, "null").expect(200);
        check(api, own.id()).expect(200);
    }

    @Test
    void theDeletionOfAnAgentNeverUnbindsAKey() {
        JsonObject key = bind(own.id());

        company.api().delete("/api/agents/" + own.id()).expect(204);

        check(with(key), other.id()).expect(403);
        // A new agent of the same name is another agent.
        company.agent("support-bot");
        check(with(key), "support-bot").expect(403);
        JsonObject kept = company.api().get("/api/api-keys").expect(200).array().getValuesAs(JsonObject.class).stream()
                .filter(row -> row.getString("id").equals(key.getString("id")))
                .findFirst()
                .orElseThrow();
        assertThat(agentIds(kept)).containsExactly(own.id());
    }

    @Test
    void aBindingNamesAgentsOfTheOrganization() {
        Agent foreign = Company.register(server.baseUri()).agent("foreign-bot");

        for (String agents : List.of("[]", array("nobody"), array(foreign.id()), "\"support-bot\"", "[1]")) {
            Answer answer = company.api().post("/api/api-keys", "{\"name\":\"bound\",\"agent_ids\":" + agents + "}");
            assertThat(answer.status()).as("%s: %s", agents, answer).isEqualTo(400);
            assertThat(answer.body()).contains("agent_ids");
        }
    }
}
