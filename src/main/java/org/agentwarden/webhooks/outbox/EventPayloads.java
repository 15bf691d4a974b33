package org.agentwarden.webhooks.outbox;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.actions.ActionBlocked;
import org.agentwarden.actions.ActionFailed;
import org.agentwarden.approvals.AgentAction;
import org.agentwarden.approvals.ApprovalDecided;
import org.agentwarden.approvals.ApprovalReminded;
import org.agentwarden.approvals.ApprovalRequested;
import org.agentwarden.approvals.ApprovalRevoked;
import org.agentwarden.approvals.ApprovalStatus;
import org.agentwarden.platform.http.Timestamps;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.settings.TimestampStyle;
import org.agentwarden.webhooks.deliveries.DeliveryExhausted;
import org.agentwarden.webhooks.endpoints.DisabledBy;
import org.agentwarden.webhooks.endpoints.EndpointDisabled;
import org.agentwarden.webhooks.endpoints.EndpointRecovered;
import org.agentwarden.webhooks.endpoints.EventType;

/** The bodies of webhooks, as the webhooks guide documents them. Pure. */
public final class EventPayloads {

    private static final String REASON = "reason";
    private static final String ON_BEHALF_OF = "on_behalf_of";
    private static final String EXAMPLE_USER = "user_xyz789abc456def123";
    private static final String EXAMPLE_URL = "https://hooks.example.com/agentwarden";

    private EventPayloads() {}

    /** The whole body. */
    public static String envelope(String id, EventType type, Instant at, TimestampStyle style, JsonObject data) {
        String timestamp = style == TimestampStyle.UTC ? Timestamps.iso(at) : Timestamps.bare(at);
        return JsonCodec.write(JsonBuilder.of()
                .text("id", id)
                .text("event", type.wireName())
                .text("timestamp", timestamp)
                .value("data", data)
                .build());
    }

    static JsonObject of(ActionBlocked event) {
        return log(event.checkId(), event, "blocked", event.reason(), event.blockedAt());
    }

    static JsonObject of(ApprovalRequested event) {
        return log(event.approvalId(), event, "pending_approval", event.reason(), event.requestedAt());
    }

    static JsonObject of(ActionFailed event) {
        return log(event.logId(), event, "failed", "Action failed during execution", event.failedAt());
    }

    private static JsonObject log(String id, AgentAction done, String status, String reason, Instant createdAt) {
        JsonBuilder view = JsonBuilder.of()
                .text("id", id)
                .text("agent_id", done.agentId())
                .text("action", done.action())
                .text("status", status)
                .value("context", withReason(done.context(), reason))
                .text("created_at", Timestamps.isoWithOffset(createdAt))
                .text(REASON, reason);
        done.permissionId().ifPresent(permission -> view.text("permission_id", permission));
        done.onBehalfOf().ifPresent(person -> view.text(ON_BEHALF_OF, person));
        return view.build();
    }

    /** The guide shows the reason inside the context; a reason that the caller has sent stays. */
    private static JsonObject withReason(JsonObject context, String reason) {
        return context.containsKey(REASON)
                ? context
                : JsonBuilder.of(context).text(REASON, reason).build();
    }

    static JsonObject of(ApprovalDecided event) {
        JsonBuilder view = approval(event.approvalId(), event, event.outcome().wireName())
                .text("resolved_by", event.resolvedBy().orElse(null))
                .text("resolved_at", Timestamps.isoWithOffset(event.resolvedAt()));
        event.comment().ifPresent(comment -> view.text("comment", comment));
        if (event.outcome() == ApprovalStatus.APPROVED) {
            view.texts("approved_by", event.approvedBy());
        }
        event.onBehalfOf().ifPresent(person -> view.text(ON_BEHALF_OF, person));
        event.originalContext().ifPresent(original -> view.flag("edited", true).value("original_context", original));
        return view.build();
    }

    static JsonObject of(ApprovalRevoked event) {
        JsonBuilder view = approval(event.approvalId(), event, "revoked")
                .text("revoked_by", event.revokedBy())
                .text("revoked_at", Timestamps.isoWithOffset(event.revokedAt()));
        event.comment().ifPresent(comment -> view.text("comment", comment));
        event.onBehalfOf().ifPresent(person -> view.text(ON_BEHALF_OF, person));
        return view.build();
    }

    static JsonObject of(ApprovalReminded event) {
        JsonBuilder view = approval(event.approvalId(), event, "pending")
                .number("waiting_seconds", event.waited().toSeconds())
                .flag("escalated", event.escalatedTo().isPresent());
        event.onBehalfOf().ifPresent(person -> view.text(ON_BEHALF_OF, person));
        return view.build();
    }

    private static JsonBuilder approval(String id, AgentAction asked, String status) {
        return JsonBuilder.of()
                .text("approval_id", id)
                .text("agent_id", asked.agentId())
                .text("action", asked.action())
                .text("status", status)
                .value("context", asked.context());
    }

    static JsonObject of(EndpointDisabled event) {
        return JsonBuilder.of()
                .text("webhook_id", event.endpointId())
                .text("url", event.url())
                .text("disabled_by", event.by().wireName())
                .text(REASON, event.reason())
                .text("disabled_at", Timestamps.isoWithOffset(event.disabledAt()))
                .build();
    }

    static JsonObject of(EndpointRecovered event) {
        return JsonBuilder.of()
                .text("webhook_id", event.endpointId())
                .text("url", event.url())
                .text("recovered_at", Timestamps.isoWithOffset(event.recoveredAt()))
                .build();
    }

    /** With the event that was not delivered, so that nobody has to look it up. */
    static JsonObject of(DeliveryExhausted event) {
        return JsonBuilder.of()
                .text("delivery_id", event.deliveryId())
                .text("webhook_id", event.endpointId())
                .text("url", event.url())
                .number("attempt_count", event.attempts())
                .text("last_error", event.lastError())
                .text("exhausted_at", Timestamps.isoWithOffset(event.exhaustedAt()))
                .value("event", JsonCodec.parseObject(event.payload()))
                .build();
    }

    static JsonObject test(String endpointId) {
        return JsonBuilder.of()
                .text("webhook_id", endpointId)
                .text("message", "This is a test from AgentWarden.")
                .build();
    }

    /** The data of an event as it may look, for the catalogue and for tests of an endpoint. */
    public static JsonObject example(EventType type) {
        String id = "a1b2c3d4-e5f6-7890-ab12-cd34ef567890";
        String agent = "agent_abc123def456ghi789";
        String action = "stripe.refund";
        Instant at = Instant.parse("2026-02-25T23:51:33.974127Z");
        JsonObject context = JsonBuilder.of()
                .number("amount", 500)
                .text("customer_id", "cus_123")
                .build();
        return switch (type) {
            case LOG_BLOCKED ->
                of(new ActionBlocked(
                        "", id, agent, action, context, "Amount 500.00 exceeds maximum allowed 100.00", at));
            case LOG_PENDING_APPROVAL ->
                of(new ApprovalRequested("", id, agent, action, context, "Awaiting human review", at));
            case LOG_FAILED -> of(new ActionFailed("", id, agent, action, context, Optional.empty(), at));
            case APPROVAL_APPROVED, APPROVAL_REJECTED, APPROVAL_EXPIRED ->
                of(new ApprovalDecided(
                        "",
                        id,
                        agent,
                        action,
                        context,
                        outcome(type),
                        Optional.of(EXAMPLE_USER).filter(user -> type != EventType.APPROVAL_EXPIRED),
                        Optional.empty(),
                        at));
            case APPROVAL_REVOKED ->
                of(new ApprovalRevoked(
                        "",
                        id,
                        agent,
                        action,
                        context,
                        Optional.empty(),
                        EXAMPLE_USER,
                        Optional.empty(),
                        at,
                        Optional.empty()));
            case APPROVAL_REMINDER ->
                of(new ApprovalReminded(
                        "",
                        id,
                        agent,
                        action,
                        context,
                        Optional.empty(),
                        Duration.ofMinutes(15),
                        Optional.empty(),
                        at));
            case WEBHOOK_DISABLED ->
                of(new EndpointDisabled("", id, EXAMPLE_URL, DisabledBy.RECEIVER, DisabledBy.RECEIVER.reason(), at));
            case WEBHOOK_RECOVERED -> of(new EndpointRecovered("", id, EXAMPLE_URL, at));
            case DELIVERY_EXHAUSTED ->
                of(new DeliveryExhausted(
                        "",
                        "b2c3d4e5-f6a7-4890-bc12-de34fa567890",
                        EXAMPLE_URL,
                        id,
                        4,
                        "answered 500",
                        envelope(
                                "0195402e-6f70-7cc8-b5e2-3f1d2c4b5a69",
                                EventType.LOG_FAILED,
                                at,
                                TimestampStyle.UTC,
                                example(EventType.LOG_FAILED)),
                        at));
            case WEBHOOK_TEST -> test(id);
        };
    }

    private static ApprovalStatus outcome(EventType type) {
        String name = type.name().substring("APPROVAL_".length());
        return ApprovalStatus.valueOf(name);
    }
}
