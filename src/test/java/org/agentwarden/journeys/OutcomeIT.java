package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An approval shows what came of its action. */
@ExtendWith(SharedServer.class)
class OutcomeIT {

    private static final String ACTION = "stripe.refund";
    private static final String CONTEXT = "{\"amount\":500}";
    private static final String RESULT = "{\"amount\":500,\"refund_id\":\"re_1\"}";

    private Company company;
    private Agent agent;
    private String approval;

    @BeforeEach
    void approve(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("refund-bot");
        company.requireApproval(agent, ACTION);
        approval = agent.check(ACTION, CONTEXT).awaitedApproval();
        company.approve(approval);
    }

    @Test
    void theLastReportCountsAndBelongsToTheStoryOfTheApproval() {
        agent.claim(approval, ACTION, CONTEXT).expect(200);
        assertThat(company.approval(approval).isNull("outcome")).isTrue();

        String failed = report("failed");
        assertThat(company.approval(approval).getString("outcome")).isEqualTo("failed");
        String succeeded = report("success");

        JsonObject executed = company.approval(approval);
        assertThat(executed.getString("outcome")).isEqualTo("success");
        assertThat(executed.getString("outcome_at")).isNotEmpty();
        assertThat(executed.getString("claimed_by")).isNotEmpty();
        assertThat(agent.approval(approval).getString("outcome")).isEqualTo("success");
        assertThat(company.logsOf(approval))
                .extracting(row -> row.getString("id"))
                .contains(failed, succeeded);
    }

    @Test
    void whatIsNotExecutedYetHasNoOutcome() {
        report("pending");
        report("denied");

        assertThat(company.approval(approval).isNull("outcome")).isTrue();
        assertThat(company.approval(approval).isNull("outcome_at")).isTrue();
    }

    @Test
    void anApprovalOfSomebodyElseIsNotFoundAndNothingIsLogged(AgentWardenServer server) {
        Agent colleague = company.agent("other-bot");
        Company strangers = Company.register(server.baseUri());
        Agent stranger = strangers.agent("refund-bot");

        colleague.reportOf(approval, ACTION, "success", RESULT).expect(404);
        stranger.reportOf(approval, ACTION, "success", RESULT).expect(404);
        JsonObject unknown = agent.reportOf("no-such-approval", ACTION, "success", RESULT)
                .expect(404)
                .json();

        assertThat(unknown.getString("detail")).isEqualTo("Approval not found");
        assertThat(company.approval(approval).isNull("outcome")).isTrue();
        assertThat(strangers.logs()).isEmpty();
        assertThat(company.logs())
                .extracting(row -> row.asJsonObject().getString("status"))
                .doesNotContain("success");
    }

    @Test
    void aReportOfAnotherActionIsABadRequestThatNamesTheField() {
        JsonObject error = agent.reportOf(approval, "stripe.charge", "success", RESULT)
                .expect(400)
                .json();

        assertThat(error.toString()).contains("approval_id", "is of another action");
    }

    @Test
    void aReportNamesThePersonForWhomTheAgentActed() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            company.webhook(receiver.uri(), "log.failed");
            String reports = "[" + reportFor("Ada", "") + "," + reportFor("a\\nb", "") + "]";

            JsonArray answers =
                    agent.api().post("/sdk/log", reports).expect(200).array();

            String row = answers.getJsonObject(0).getString("id");
            assertThat(answers.getJsonObject(0).getString("on_behalf_of")).isEqualTo("Ada");
            assertThat(answers.getJsonObject(1).toString())
                    .contains("on_behalf_of must not contain control characters");
            assertThat(company.api().get("/api/logs/" + row).expect(200).json().getString("on_behalf_of"))
                    .isEqualTo("Ada");
            assertThat(receiver.awaitFirst("log.failed").data().getString("on_behalf_of"))
                    .isEqualTo("Ada");
        }
    }

    @Test
    void aReportOfAnApprovalNamesNoOtherPerson() {
        String check = "{\"agent_id\":\"%s\",\"action\":\"%s\",\"on_behalf_of\":\"Ada\",\"context\":%s}";
        String forAda = agent.api()
                .post("/sdk/check", check.formatted(agent.id(), ACTION, CONTEXT))
                .expect(200)
                .json()
                .getString("approval_id");
        String ofApproval = ",\"approval_id\":\"" + forAda + "\"";

        Answer wrong = agent.api().post("/sdk/log", reportFor("Bob", ofApproval));
        Answer wrongToo = agent.api().post("/sdk/log", reportFor("Ada", ",\"approval_id\":\"" + approval + "\""));

        assertThat(wrong.expect(400).body()).contains("approval_id", "is of an action for another person");
        assertThat(wrongToo.expect(400).body()).contains("approval_id", "is of an action for another person");
        assertThat(company.approval(forAda).isNull("outcome")).isTrue();
        agent.api().post("/sdk/log", reportFor("Ada", ofApproval)).expect(200);
        assertThat(company.approval(forAda).getString("outcome")).isEqualTo("failed");
        agent.reportOf(forAda, ACTION, "success", RESULT).expect(200);
    }

    private String reportFor(String person, String further) {
        return "{\"agent_id\":\"%s\",\"action\":\"%s\",\"status\":\"failed\",\"on_behalf_of\":\"%s\"%s}"
                .formatted(agent.id(), ACTION, person, further);
    }

    private String report(String status) {
        return agent.reportOf(approval, ACTION, status, RESULT)
                .expect(200)
                .json()
                .getString("id");
    }
}
