package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One action, however it is spelled. */
class ActionNamesIT extends RefundJourney {

    private static final List<String> SPELLINGS =
            List.of("stripe.refund", "stripe.refund ", " Stripe.Refund", "STRIPE.REFUND", "\uff53tripe.refund\u00a0");

    @Test
    void everySpellingNeedsTheSameApproval() {
        company.allow(agent, "stripe.*");
        company.requireApproval(agent, REFUND);

        List<String> approvals = SPELLINGS.stream()
                .map(spelling -> agent.check(spelling, "{\"amount\":50}").awaitedApproval())
                .toList();

        assertThat(approvals.stream().distinct()).hasSize(1);
        assertThat(company.approval(approvals.get(0)).getString("action")).isEqualTo(REFUND);
    }

    @Test
    void anActionIsShownAsItWasSentAndFoundByEverySpelling() {
        company.requireApproval(agent, REFUND);
        String sent = SPELLINGS.get(2);
        String approval = agent.check(sent, "{}").awaitedApproval();
        agent.log(sent, "success", "{}");
        agent.log("stripe.payout", "success", "{}");

        assertThat(company.approval(approval).getString("action")).isEqualTo(sent);
        for (String spelling : SPELLINGS) {
            String query = "?action=" + URLEncoder.encode(spelling, StandardCharsets.UTF_8);
            assertThat(company.approvals(query)).hasSize(1);
            assertThat(company.api().get("/api/logs" + query).expect(200).array())
                    .hasSize(2)
                    .allSatisfy(row ->
                            assertThat(row.asJsonObject().getString("action")).isEqualTo(sent));
        }
    }

    @Test
    void anAgentHasOnePermissionForAllSpellings() {
        String permission = company.allow(agent, "Stripe.Refund");
        String other = company.allow(agent, "stripe.payout");

        assertThat(grant("stripe.REFUND").expect(409).body()).contains("permission_exists");
        assertThat(change(other, "STRIPE.refund").expect(409).body()).contains("permission_exists");
        assertThat(change(permission, REFUND).expect(200).json().getString("action"))
                .isEqualTo(REFUND);
    }

    @Test
    void aWebhooksFilterAcceptsEverySpelling() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            JsonObject webhook = Json.createObjectBuilder()
                    .add("url", receiver.uri().toString())
                    .add("events", Json.createArrayBuilder().add("log.failed"))
                    .add("filter_actions", Json.createArrayBuilder().add("Stripe.*"))
                    .build();
            company.api().post("/api/webhooks", webhook).expect(201);

            agent.log("paypal.refund", "failed", "{}");
            SPELLINGS.forEach(spelling -> agent.log(spelling, "failed", "{}"));

            assertThat(receiver.awaitRequests("log.failed", SPELLINGS.size()))
                    .extracting(request -> request.data().getString("action"))
                    .containsExactlyInAnyOrderElementsOf(SPELLINGS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stripe.refund\u200b", "stripe.refund\n", "stripe\u202e.refund", "stripe.refund\u3164", "\ufe0f"
            })
    void invisibleCharactersAreRefusedEverywhereByTheFieldsName(String action) {
        company.allow(agent, "*");

        assertRefused(agent.ask(json(action), "{}"), "action");
        assertRefused(agent.report(json(action), "success", "{}"), "action");
        assertRefused(grant(json(action)), "action");
        assertRefused(
                company.api().post("/api/agents/" + agent.id() + "/try", "{\"action\":\"" + json(action) + "\"}"),
                "action");
        String query = "?action=" + URLEncoder.encode(action, StandardCharsets.UTF_8);
        assertRefused(company.api().get("/api/logs" + query), "action");
        assertRefused(company.api().get("/api/approvals" + query), "action");
        assertRefused(
                company.api()
                        .post(
                                "/api/webhooks",
                                "{\"url\":\"http://127.0.0.1:9/\",\"events\":[\"log.failed\"],\"filter_actions\":[\""
                                        + json(action) + "\"]}"),
                "filter_actions");
    }

    private static void assertRefused(Answer answer, String field) {
        JsonObject detail = answer.expect(400).json().getJsonObject("detail");
        assertThat(detail.getJsonArray("fields").getJsonObject(0).getString("field"))
                .isEqualTo(field);
    }

    private Answer grant(String action) {
        return company.api().post("/api/agents/" + agent.id() + "/permissions", "{\"action\":\"" + action + "\"}");
    }

    private Answer change(String permission, String action) {
        return company.api().put("/api/permissions/" + permission, "{\"action\":\"" + action + "\"}");
    }

    /** As it stands within a JSON string. */
    private static String json(String text) {
        return text.replace("\n", "\\n");
    }
}
