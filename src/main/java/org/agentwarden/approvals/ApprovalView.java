package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import org.agentwarden.platform.json.JsonBuilder;

/** An approval as the two planes show it. */
final class ApprovalView {

    private ApprovalView() {}

    static JsonObject forManagement(Approval approval, Outcomes outcomes) {
        JsonBuilder view = JsonBuilder.of()
                .text("id", approval.id())
                .text("agent_id", approval.agentId())
                .text("agent_name", approval.agentName());
        return rest(view, approval, outcomes);
    }

    static JsonObject forAgent(Approval approval, Outcomes outcomes) {
        JsonBuilder view = JsonBuilder.of().text("approval_id", approval.id()).text("agent_id", approval.agentId());
        return rest(view, approval, outcomes);
    }

    private static JsonObject rest(JsonBuilder view, Approval approval, Outcomes outcomes) {
        return view.text("action", approval.action().sent())
                .text("status", approval.status().wireName())
                .value("context", approval.context())
                .flag("edited", approval.originalContext().isPresent())
                .value(
                        "original_context",
                        approval.originalContext()
                                .<JsonValue>map(value -> value)
                                .orElse(JsonValue.NULL))
                .texts("editable", approval.editable())
                .text("comment", approval.comment().orElse(null))
                .time("created_at", approval.createdAt())
                .time("expires_at", approval.expiresAt().orElse(null))
                .text("resolved_by", approval.resolvedBy().orElse(null))
                .time("resolved_at", approval.resolvedAt().orElse(null))
                .text("action_hash", approval.actionHash())
                .text("on_behalf_of", approval.onBehalfOf().orElse(null))
                .text("permission_id", approval.permissionId().orElse(null))
                .value("approvers", approval.quorum().toJson())
                .time(
                        "escalates_at",
                        approval.quorum().escalation().escalatesAt().orElse(null))
                .flag("escalated", approval.quorum().escalation().hasEscalated())
                .value("decisions", GivenDecision.toJson(approval.quorum().decisions()))
                .text("on_approval", approval.permit().onApproval().wireName())
                .number("uses", approval.permit().uses())
                .number("uses_left", approval.permit().usesLeft())
                .number(
                        "valid_for",
                        approval.permit().validity().map(Duration::toSeconds).orElse(null))
                .time("valid_until", approval.permit().validUntil().orElse(null))
                .time("claimed_at", approval.permit().claimedAt().orElse(null))
                .text("claimed_by", approval.permit().claimedBy().orElse(null))
                .text(
                        "outcome",
                        outcomes.of(approval).map(ExecutionOutcome::wireName).orElse(null))
                .time("outcome_at", approval.permit().outcomeAt().orElse(null))
                .time("revoked_at", approval.permit().revokedAt().orElse(null))
                .build();
    }
}
