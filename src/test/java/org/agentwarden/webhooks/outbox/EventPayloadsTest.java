package org.agentwarden.webhooks.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.agentwarden.actions.ActionBlocked;
import org.agentwarden.actions.ActionFailed;
import org.agentwarden.approvals.ApprovalDecided;
import org.agentwarden.approvals.ApprovalReminded;
import org.agentwarden.approvals.ApprovalRequested;
import org.agentwarden.approvals.ApprovalStatus;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.security.Origin;
import org.agentwarden.settings.TimestampStyle;
import org.agentwarden.webhooks.endpoints.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPayloadsTest {

    private static final Instant AT = Instant.parse("2026-02-25T23:51:33.974127Z");
    private static final String CONTEXT =
            "{\"zeta\":1,\"amount\":50.00,\"count\":500,\"big\":1E+3,\"n\":{\"b\":-0,\"a\":[]}}";
    private static final String CONTEXT_WITH_REASON_OPEN = CONTEXT.substring(0, CONTEXT.length() - 1);

    @Test
    void aBlockedActionTellsWhyInDataAndInContext() {
        assertThat(JsonCodec.write(blocked(CONTEXT)))
                .isEqualTo("{\"id\":\"log-1\",\"agent_id\":\"agent-1\",\"action\":\"stripe.refund\","
                        + "\"status\":\"blocked\",\"context\":"
                        + CONTEXT_WITH_REASON_OPEN
                        + ",\"reason\":\"Agent is inactive\"},"
                        + "\"created_at\":\"2026-02-25T23:51:33.974127+00:00\",\"reason\":\"Agent is inactive\"}");
    }

    @Test
    void aPendingApprovalCarriesTheIdThatItsDecisionWillCarry() {
        JsonObject data = EventPayloads.of(new ApprovalRequested(
                "organization",
                "approval-1",
                "agent-1",
                "stripe.refund",
                JsonCodec.parseObject(CONTEXT),
                "Awaiting human review",
                AT));
        assertThat(JsonCodec.write(data))
                .isEqualTo("{\"id\":\"approval-1\",\"agent_id\":\"agent-1\",\"action\":\"stripe.refund\","
                        + "\"status\":\"pending_approval\",\"context\":"
                        + CONTEXT_WITH_REASON_OPEN
                        + ",\"reason\":\"Awaiting human review\"},"
                        + "\"created_at\":\"2026-02-25T23:51:33.974127+00:00\",\"reason\":\"Awaiting human review\"}");
    }

    @Test
    void aFailedActionCarriesTheIdOfItsLog() {
        JsonObject data = EventPayloads.of(new ActionFailed(
                "organization",
                "log-1",
                "agent-1",
                "stripe.refund",
                JsonCodec.parseObject(CONTEXT),
                Optional.of("203.0.113.10"),
                AT));
        assertThat(JsonCodec.write(data))
                .isEqualTo("{\"id\":\"log-1\",\"agent_id\":\"agent-1\",\"action\":\"stripe.refund\","
                        + "\"status\":\"failed\",\"context\":"
                        + CONTEXT_WITH_REASON_OPEN
                        + ",\"reason\":\"Action failed during execution\"},"
                        + "\"created_at\":\"2026-02-25T23:51:33.974127+00:00\","
                        + "\"reason\":\"Action failed during execution\"}");
    }

    @Test
    void aFailedActionNamesThePersonForWhomTheAgentActed() {
        JsonObject data = EventPayloads.of(new ActionFailed(
                "organization",
                "log-1",
                "agent-1",
                "stripe.refund",
                JsonCodec.parseObject(CONTEXT),
                Optional.of("ada@example.com"),
                Optional.empty(),
                Optional.empty(),
                AT,
                Origin.UNKNOWN));

        assertThat(JsonCodec.write(data)).endsWith(",\"on_behalf_of\":\"ada@example.com\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"APPROVED | approved | ,\"approved_by\":[\"user-1\"]", "REJECTED | rejected | ''"})
    void aDecisionCarriesTheCallersContextUntouched(ApprovalStatus outcome, String status, String further) {
        assertThat(JsonCodec.write(decided(outcome, Optional.of("user-1"), Optional.empty())))
                .isEqualTo("{\"approval_id\":\"approval-1\",\"agent_id\":\"agent-1\",\"action\":\"stripe.refund\","
                        + "\"status\":\""
                        + status
                        + "\",\"context\":"
                        + CONTEXT
                        + ",\"resolved_by\":\"user-1\",\"resolved_at\":\"2026-02-25T23:51:33.974127+00:00\""
                        + further
                        + "}");
    }

    @Test
    void allWhoApprovedThePersonForWhomTheAgentActsAndWhatWasEditedAreNamed() {
        JsonObject data = EventPayloads.of(new ApprovalDecided(
                "organization",
                "approval-1",
                "agent-1",
                "stripe.refund",
                JsonCodec.parseObject("{\"amount\":40}"),
                Optional.of(JsonCodec.parseObject(CONTEXT)),
                Optional.of("ada@example.com"),
                ApprovalStatus.APPROVED,
                Optional.of("user-2"),
                List.of("user-1", "user-2"),
                Optional.empty(),
                AT,
                Optional.empty(),
                Optional.empty()));

        assertThat(JsonCodec.write(data))
                .contains(",\"context\":{\"amount\":40},")
                .endsWith(",\"approved_by\":[\"user-1\",\"user-2\"],\"on_behalf_of\":\"ada@example.com\","
                        + "\"edited\":true,\"original_context\":" + CONTEXT + "}");
    }

    @Test
    void aCommentIsAddedWhenGiven() {
        assertThat(JsonCodec.write(decided(ApprovalStatus.REJECTED, Optional.of("user-1"), Optional.of("not \"yet\""))))
                .endsWith(",\"resolved_by\":\"user-1\",\"resolved_at\":\"2026-02-25T23:51:33.974127+00:00\","
                        + "\"comment\":\"not \\\"yet\\\"\"}");
    }

    @Test
    void nobodyHasResolvedWhatExpired() {
        assertThat(JsonCodec.write(decided(ApprovalStatus.EXPIRED, Optional.empty(), Optional.empty())))
                .isEqualTo("{\"approval_id\":\"approval-1\",\"agent_id\":\"agent-1\",\"action\":\"stripe.refund\","
                        + "\"status\":\"expired\",\"context\":"
                        + CONTEXT
                        + ",\"resolved_by\":null,\"resolved_at\":\"2026-02-25T23:51:33.974127+00:00\"}");
    }

    @Test
    void aTestNamesTheWebhook() {
        assertThat(JsonCodec.write(EventPayloads.test("webhook-1")))
                .isEqualTo("{\"webhook_id\":\"webhook-1\",\"message\":\"This is a test from AgentWarden.\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":\"customer asked\",\"amount\":5.0}",
                "{\"amount\":5.0,\"reason\":null}",
                "{\"reason\":{\"code\":7}}",
                "{\"reason\":\"\"}"
            })
    void aReasonOfTheCallersOwnIsNeverOverwritten(String context) {
        assertThat(JsonCodec.write(blocked(context)))
                .contains("\"context\":" + context + ",")
                .endsWith(",\"reason\":\"Agent is inactive\"}");
    }

    @Test
    void aContextWithoutMembersHoldsTheReasonAlone() {
        assertThat(JsonCodec.write(blocked("{}"))).contains("\"context\":{\"reason\":\"Agent is inactive\"}");
    }

    @Test
    void aReasonDeeperInTheContextIsNotTheContextsReason() {
        assertThat(JsonCodec.write(blocked("{\"a\":{\"reason\":\"x\"}}")))
                .contains("\"context\":{\"a\":{\"reason\":\"x\"},\"reason\":\"Agent is inactive\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,  2026-02-25T23:51:33.974127Z,    2026-02-25T23:51:33.974127Z",
        "BARE, 2026-02-25T23:51:33.974127Z,    2026-02-25T23:51:33.974127",
        "UTC,  2026-02-25T17:30:00Z,           2026-02-25T17:30:00.000000Z",
        "BARE, 2026-02-25T17:30:00Z,           2026-02-25T17:30:00.000000"
    })
    void theEnvelopeHoldsIdEventTimestampAndData(TimestampStyle style, Instant at, String timestamp) {
        String body = EventPayloads.envelope(
                "event-1", EventType.APPROVAL_APPROVED, at, style, JsonCodec.parseObject("{\"b\":1.50,\"a\":null}"));
        assertThat(body)
                .isEqualTo("{\"id\":\"event-1\",\"event\":\"approval.approved\",\"timestamp\":\""
                        + timestamp
                        + "\",\"data\":{\"b\":1.50,\"a\":null}}");
    }

    @ParameterizedTest
    @EnumSource
    void theTimestampsStyleDoesNotChangeTheTimesInTheData(TimestampStyle style) {
        assertThat(EventPayloads.envelope("event-1", EventType.LOG_BLOCKED, AT, style, blocked("{}")))
                .contains("\"created_at\":\"2026-02-25T23:51:33.974127+00:00\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOG_BLOCKED          | blocked          | log",
                "LOG_PENDING_APPROVAL | pending_approval | log",
                "LOG_FAILED           | failed           | log",
                "APPROVAL_APPROVED    | approved         | approval",
                "APPROVAL_REJECTED    | rejected         | approval",
                "APPROVAL_EXPIRED     | expired          | approval"
            })
    void anExampleHasTheMembersOfTheRealEvent(EventType type, String status, String family) {
        JsonObject real = family.equals("log")
                ? blocked("{}")
                : decided(
                        ApprovalStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                        Optional.of("user-1"),
                        Optional.empty());
        JsonObject example = EventPayloads.example(type);
        assertThat(example.keySet()).containsExactlyElementsOf(real.keySet());
        assertThat(example.getString("status")).isEqualTo(status);
        assertThat(example.getJsonObject("context").getJsonNumber("amount")).hasToString("500");
    }

    @Test
    void theExampleOfAnExpiryIsResolvedByNobody() {
        assertThat(EventPayloads.example(EventType.APPROVAL_EXPIRED).isNull("resolved_by"))
                .isTrue();
    }

    private static JsonObject blocked(String context) {
        return EventPayloads.of(new ActionBlocked(
                "organization",
                "log-1",
                "agent-1",
                "stripe.refund",
                JsonCodec.parseObject(context),
                "Agent is inactive",
                AT));
    }

    @Test
    void aReminderSaysHowLongTheApprovalHasWaitedAndWhetherItHasEscalated() {
        assertThat(JsonCodec.write(reminded(Optional.empty())))
                .endsWith("\"status\":\"pending\",\"context\":" + CONTEXT
                        + ",\"waiting_seconds\":90,\"escalated\":false,\"on_behalf_of\":\"ada\"}");
        assertThat(reminded(Optional.of("Board")).getBoolean("escalated")).isTrue();
    }

    private static JsonObject reminded(Optional<String> escalatedTo) {
        return EventPayloads.of(new ApprovalReminded(
                "organization",
                "approval-1",
                "agent-1",
                "stripe.refund",
                JsonCodec.parseObject(CONTEXT),
                Optional.of("ada"),
                Duration.ofSeconds(90),
                escalatedTo,
                AT));
    }

    private static JsonObject decided(ApprovalStatus outcome, Optional<String> by, Optional<String> comment) {
        return EventPayloads.of(new ApprovalDecided(
                "organization",
                "approval-1",
                "agent-1",
                "stripe.refund",
                JsonCodec.parseObject(CONTEXT),
                outcome,
                by,
                comment,
                AT));
    }
}
