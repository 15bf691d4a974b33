package org.agentwarden.journeys;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Verdict;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks of several organizations come at the same time; those of one organization share transactions. */
@ExtendWith(SharedServer.class)
class CheckBatchIT {

    private static final int COMPANIES = 3;
    private static final int CLIENTS_EACH = 10;
    private static final int CHECKS_OF_A_KIND = 10;

    /** A company whose agent may read, may refund with an approval, may pay three times, and may do nothing else. */
    private record Party(Company company, Agent agent, WebhookReceiver receiver) {

        static Party joining(AgentWardenServer server, int number) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("bot-" + number);
            company.allow(agent, "crm.*");
            company.requireApproval(agent, "stripe.refund");
            company.api()
                    .post(
                            "/api/agents/" + agent.id() + "/permissions",
                            "{\"action\":\"stripe.payout\",\"limits\":[{\"count\":3,\"per\":\"24h\"}]}")
                    .expect(201);
            WebhookReceiver receiver = WebhookReceiver.start();
            company.webhook(receiver.uri(), "log.blocked");
            return new Party(company, agent, receiver);
        }

        List<Callable<String>> checks() {
            List<Callable<String>> checks = new ArrayList<>();
            for (int number = 0; number < CHECKS_OF_A_KIND; number++) {
                String context = "{\"number\":" + number + "}";
                for (String action : List.of("crm.read", "crm.write", "mail.send", "stripe.refund", "stripe.payout")) {
                    checks.add(() -> action + " " + said(served(() -> agent.ask(action, context))));
                }
                checks.add(() -> "report "
                        + served(() -> agent.report("crm.read", "success", context))
                                .status());
            }
            return checks;
        }

        private static Answer served(Supplier<Answer> request) {
            return Answer.whenServed(request);
        }

        private static String said(Answer answer) {
            Verdict verdict = Verdict.of(answer.expect(200));
            return verdict.allowed() ? "allowed" : verdict.requiresApproval() ? "asked" : "blocked";
        }
    }

    @Test
    void eachCheckHasTheAnswerOfItsRulesOneRowAndItsWebhookOnce(AgentWardenServer server) throws Exception {
        List<Party> parties = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(COMPANIES * CLIENTS_EACH);
        try {
            List<List<Future<String>>> answers = new ArrayList<>();
            for (int number = 0; number < COMPANIES; number++) {
                parties.add(Party.joining(server, number));
                answers.add(new ArrayList<>());
            }
            List<List<Callable<String>>> checks =
                    parties.stream().map(Party::checks).toList();
            for (int turn = 0; turn < checks.get(0).size(); turn++) {
                for (int party = 0; party < COMPANIES; party++) {
                    answers.get(party).add(clients.submit(checks.get(party).get(turn)));
                }
            }
            for (int party = 0; party < COMPANIES; party++) {
                List<String> said = new ArrayList<>();
                for (Future<String> answer : answers.get(party)) {
                    said.add(answer.get(5, TimeUnit.MINUTES));
                }
                assertThat(counts(said))
                        .isEqualTo(Map.of(
                                "crm.read allowed", 10L,
                                "crm.write allowed", 10L,
                                "mail.send blocked", 10L,
                                "stripe.refund asked", 10L,
                                "stripe.payout allowed", 3L,
                                "stripe.payout blocked", 7L,
                                "report 200", 10L));
                assertRowsAndWebhooks(parties.get(party));
            }
        } finally {
            clients.shutdownNow();
            parties.forEach(party -> party.receiver().close());
        }
    }

    private static void assertRowsAndWebhooks(Party party) {
        List<JsonObject> rows = party.company().logs().getValuesAs(JsonObject.class);
        assertThat(counts(rows.stream()
                        .map(row -> row.getString("action") + " " + row.getString("status"))
                        .toList()))
                .isEqualTo(Map.of(
                        "crm.read allowed", 10L,
                        "crm.read success", 10L,
                        "crm.write allowed", 10L,
                        "mail.send blocked", 10L,
                        "stripe.refund pending_approval", 10L,
                        "stripe.payout allowed", 3L,
                        "stripe.payout blocked", 7L));
        assertThat(rows)
                .allMatch(row -> row.getString("agent_id").equals(party.agent().id()));
        party.receiver().awaitTotal(17);
        assertThat(party.receiver().requests()).hasSize(17);
    }

    private static Map<String, Long> counts(List<String> texts) {
        return texts.stream().collect(groupingBy(Function.identity(), counting()));
    }

    @Test
    void aChangeOfAPermissionHoldsForTheVeryNextCheck(AgentWardenServer server) {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("reader");
        String permission = company.allow(agent, "crm.read");

        for (int turn = 0; turn < 20; turn++) {
            assertThat(agent.check("crm.read", "{}").allowed()).isTrue();
            change(company, permission, "{\"effect\":\"block\"}");
            assertThat(agent.check("crm.read", "{}").allowed()).isFalse();
            change(company, permission, "{\"effect\":\"allow\"}");
        }

        change(company, permission, "{\"mode\":\"shadow\"}");
        assertThat(agent.check("crm.read", "{}").allowed()).isFalse();
        change(company, permission, "{\"mode\":\"enforce\"}");
        String another = company.allow(agent, "crm.write");
        assertThat(agent.check("crm.write", "{}").allowed()).isTrue();
        company.api().delete("/api/permissions/" + another).expect(204);
        assertThat(agent.check("crm.write", "{}").allowed()).isFalse();
        company.requireApproval(agent, "crm.write");
        agent.check("crm.write", "{}").awaitedApproval();
        company.deactivate(agent);
        assertThat(agent.check("crm.read", "{}").reason()).isEqualTo("Agent is inactive");
    }

    @Test
    void aPermissionThatStartsOrStopsToAskIsGoneByAtOnce(AgentWardenServer server) {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refunder");
        String permission = company.requireApproval(agent, "stripe.refund");

        for (int turn = 0; turn < 5; turn++) {
            agent.check("stripe.refund", "{\"turn\":" + turn + "}").awaitedApproval();
            change(company, permission, "{\"effect\":\"allow\"}");
            assertThat(agent.check("stripe.refund", "{}").allowed()).isTrue();
            change(company, permission, "{\"effect\":\"ask\"}");
        }
    }

    private static void change(Company company, String permission, String change) {
        company.api().put("/api/permissions/" + permission, change).expect(200);
    }
}
