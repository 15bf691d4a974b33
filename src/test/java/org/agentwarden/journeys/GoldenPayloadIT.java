package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.agentwarden.systems.ReceivedWebhook;
import org.junit.jupiter.api.Test;

/** The five events of the guide on the wire, member by member and format by format. */
class GoldenPayloadIT extends GuideJourney {

    /** Numbers in every spelling, keys in no order, text beyond ASCII: none of it may change on its way. */
    private static final String CONTEXT =
            "{\"zeta\":500,\"amount\":50.00,\"alpha\":{\"b\":1e2,\"a\":[0.10,-1,null,true]},"
                    + "\"big\":123456789012345678901234567890.123,\"note\":\"Grüße, 日本, 🚀\",\"empty\":{},\"list\":[]}";

    private static final String ENVELOPE_TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
    private static final String DATA_TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00";
    private static final List<String> LOG_MEMBERS =
            List.of("id", "agent_id", "action", "status", "context", "created_at");
    private static final List<String> APPROVAL_MEMBERS =
            List.of("approval_id", "agent_id", "action", "status", "context", "resolved_by", "resolved_at");

    @Test
    void logPendingApproval() {
        String approvalId = agent.check(ACTION, CONTEXT).awaitedApproval();

        ReceivedWebhook webhook = receiver.awaitFirst("log.pending_approval");

        assertEnvelope(webhook, "log.pending_approval");
        assertLog(webhook.data(), approvalId, "pending_approval", "Awaiting human review");
        assertContextWithReason(webhook, "Awaiting human review");
    }

    @Test
    void logBlocked() {
        company.allowUpTo(agent, "stripe.charge", "49.99");
        agent.check("stripe.charge", CONTEXT);

        ReceivedWebhook webhook = receiver.awaitFirst("log.blocked");

        assertEnvelope(webhook, "log.blocked");
        JsonObject data = webhook.data();
        String reason = "Amount 50.00 exceeds maximum allowed 49.99";
        assertLog(data, data.getString("id"), "blocked", reason, "stripe.charge");
        assertContextWithReason(webhook, reason);
    }

    @Test
    void logFailed() {
        String logId = agent.log(ACTION, "failed", CONTEXT).getString("id");

        ReceivedWebhook webhook = receiver.awaitFirst("log.failed");

        assertEnvelope(webhook, "log.failed");
        String reason = webhook.data().getString("reason");
        assertThat(reason).isNotBlank();
        assertLog(webhook.data(), logId, "failed", reason);
        assertContextWithReason(webhook, reason);
    }

    @Test
    void approvalApproved() {
        String approvalId = agent.check(ACTION, CONTEXT).awaitedApproval();
        company.approve(approvalId);

        ReceivedWebhook webhook = receiver.awaitFirst("approval.approved");

        assertEnvelope(webhook, "approval.approved");
        assertApproval(webhook, approvalId, "approved");
        assertThat(webhook.data()).doesNotContainKey("comment");
    }

    @Test
    void approvalRejected() {
        String approvalId = agent.check(ACTION, CONTEXT).awaitedApproval();
        company.decide(approvalId, "reject", "Zu teuer – „nein“");

        ReceivedWebhook webhook = receiver.awaitFirst("approval.rejected");

        assertEnvelope(webhook, "approval.rejected");
        assertApproval(webhook, approvalId, "rejected");
        assertThat(webhook.data().getString("comment")).isEqualTo("Zu teuer – „nein“");
    }

    @Test
    void aReasonOfTheCallersOwnIsNeverOverwritten() {
        String context = "{\"reason\":\"duplicate charge\",\"amount\":500}";
        String approvalId = agent.check(ACTION, context).awaitedApproval();
        company.approve(approvalId);

        ReceivedWebhook pending = receiver.awaitFirst("log.pending_approval");
        ReceivedWebhook approved = receiver.awaitFirst("approval.approved");

        assertThat(pending.text()).contains("\"context\":" + context);
        assertThat(pending.data().getString("reason")).isEqualTo("Awaiting human review");
        assertThat(approved.text()).contains("\"context\":" + context);
    }

    @Test
    void aCheckWithoutContextHasAnEmptyOne() {
        JsonObject body = Json.createObjectBuilder()
                .add("agent_id", agent.id())
                .add("action", ACTION)
                .build();
        String approvalId =
                agent.api().post("/sdk/check", body).expect(200).json().getString("approval_id");
        company.approve(approvalId);

        assertThat(receiver.awaitFirst("approval.approved").text()).contains("\"context\":{}");
        assertThat(receiver.awaitFirst("log.pending_approval").text())
                .contains("\"context\":{\"reason\":\"Awaiting human review\"}");
    }

    @Test
    void theHeaders() {
        Instant before = Instant.now();
        agent.log(ACTION, "failed", "{}");

        ReceivedWebhook webhook = receiver.awaitFirst("log.failed");

        assertThat(webhook.method()).isEqualTo("POST");
        assertThat(webhook.path()).isEqualTo(receiver.uri().getPath());
        assertThat(webhook.header("content-type")).isEqualTo("application/json");
        assertThat(webhook.header("user-agent")).isEqualTo("AgentWarden-Webhook/1.0");
        assertThat(webhook.header("content-length")).isEqualTo(Integer.toString(webhook.body().length));
        assertThat(webhook.header("webhook-id")).isEqualTo(webhook.json().getString("id"));
        assertThat(Instant.ofEpochSecond(Long.parseLong(webhook.header("webhook-timestamp"))))
                .isCloseTo(before, within(30, ChronoUnit.SECONDS));
        assertThat(webhook.header("webhook-signature")).matches("v1,[A-Za-z0-9+/]{43}=");
        assertThat(webhook.header("x-agentwarden-event")).isEqualTo("log.failed");
        assertThat(webhook.header("x-agentwarden-attempt")).isEqualTo("1");
        assertThat(webhook.headers().keySet())
                .as("nothing tells what the server is made of")
                .doesNotContain("x-powered-by", "server", "via");
    }

    @Test
    void aWrongSecretDoesNotVerify() {
        agent.log(ACTION, "failed", "{}");

        ReceivedWebhook webhook = receiver.awaitFirst("log.failed");

        assertThat(webhook.isSignedWith(endpoint.secret())).isTrue();
        assertThat(webhook.isSignedWith("whsec_" + "A".repeat(43) + "=")).isFalse();
    }

    @Test
    void theStoredPayloadIsTheOneThatWasSent() {
        agent.log(ACTION, "failed", CONTEXT);
        ReceivedWebhook webhook = receiver.awaitFirst("log.failed");

        JsonObject delivery = DeliveryStates.await(company, endpoint, "delivered");

        assertThat(delivery.getString("event_id")).isEqualTo(webhook.id());
        assertThat(delivery.getString("payload").getBytes(StandardCharsets.UTF_8))
                .isEqualTo(webhook.body());
    }

    private void assertEnvelope(ReceivedWebhook webhook, String event) {
        JsonObject envelope = webhook.json();
        assertThat(envelope.keySet()).containsExactly("id", "event", "timestamp", "data");
        assertThat(envelope.getString("id")).isEqualTo(webhook.id());
        assertThat(envelope.getString("event")).isEqualTo(event);
        assertThat(envelope.getString("timestamp")).matches(ENVELOPE_TIME);
        assertThat(Instant.parse(envelope.getString("timestamp")))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(webhook.header("x-agentwarden-event")).isEqualTo(event);
        assertThat(webhook.isSignedWith(endpoint.secret())).isTrue();
    }

    private void assertLog(JsonObject data, String id, String status, String reason) {
        assertLog(data, id, status, reason, ACTION);
    }

    private void assertLog(JsonObject data, String id, String status, String reason, String action) {
        assertThat(data.keySet()).filteredOn(LOG_MEMBERS::contains).containsExactlyElementsOf(LOG_MEMBERS);
        assertThat(data.getString("id")).isEqualTo(id).isNotBlank();
        assertThat(data.getString("agent_id")).isEqualTo(agent.id());
        assertThat(data.getString("action")).isEqualTo(action);
        assertThat(data.getString("status")).isEqualTo(status);
        assertThat(data.getString("reason")).isEqualTo(reason);
        assertTime(data.getString("created_at"));
    }

    private void assertApproval(ReceivedWebhook webhook, String approvalId, String status) {
        JsonObject data = webhook.data();
        assertThat(data.keySet()).filteredOn(APPROVAL_MEMBERS::contains).containsExactlyElementsOf(APPROVAL_MEMBERS);
        assertThat(data.getString("approval_id")).isEqualTo(approvalId);
        assertThat(data.getString("agent_id")).isEqualTo(agent.id());
        assertThat(data.getString("action")).isEqualTo(ACTION);
        assertThat(data.getString("status")).isEqualTo(status);
        assertThat(data.getString("resolved_by")).isEqualTo(company.userId());
        assertTime(data.getString("resolved_at"));
        assertThat(webhook.text())
                .as("receivers execute from the context: it comes as it was sent")
                .contains("\"context\":" + CONTEXT);
    }

    private static void assertContextWithReason(ReceivedWebhook webhook, String reason) {
        String withReason = CONTEXT.substring(0, CONTEXT.length() - 1) + ",\"reason\":\"" + reason + "\"}";
        assertThat(webhook.text()).contains("\"context\":" + withReason);
    }

    private static void assertTime(String text) {
        assertThat(text).matches(DATA_TIME);
        assertThat(OffsetDateTime.parse(text).toInstant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }
}
