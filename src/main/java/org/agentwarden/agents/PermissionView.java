package org.agentwarden.agents;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.agentwarden.budgets.Limit;
import org.agentwarden.platform.json.JsonBuilder;

/** A permission as the API shows it. */
final class PermissionView {

    private PermissionView() {}

    static JsonObject of(Permission permission) {
        ApprovalTerms terms = permission.terms();
        return JsonBuilder.of()
                .text("id", permission.id())
                .text("agent_id", permission.agentId())
                .text("action", permission.action().sent())
                .decimal("max_amount", permission.maxAmount().orElse(null))
                .value("limits", Limit.toJson(permission.limits()))
                .text("effect", permission.effect().wireName())
                .text("mode", permission.mode().wireName())
                .flag("requires_approval", permission.effect() == Effect.ASK)
                .text("when", permission.condition().orElse(null))
                .time("expires_at", permission.expiresAt().orElse(null))
                .text("on_approval", terms.onApproval().wireName())
                .number(
                        "approval_validity",
                        terms.validity().map(Duration::toSeconds).orElse(null))
                .number("approval_uses", terms.uses())
                .value("approvers", terms.approvers().toJson())
                .time("created_at", permission.createdAt())
                .build();
    }
}
