package org.agentwarden.agents;

import jakarta.json.JsonObject;
import org.agentwarden.budgets.Limit;
import org.agentwarden.platform.json.JsonBuilder;

/** A permission as the API shows it. */
final class PermissionView {

    private PermissionView() {}

    static JsonObject of(Permission permission) {
        JsonBuilder view = JsonBuilder.of()
                .text("id", permission.id())
                .text("agent_id", permission.agentId())
                .text("action", permission.action().sent())
                .decimal("max_amount", permission.maxAmount().orElse(null))
                .value("limits", Limit.toJson(permission.limits()))
                .text("effect", permission.effect().wireName())
                .text("mode", permission.mode().wireName())
                .flag("requires_approval", permission.effect() == Effect.ASK)
                .text("when", permission.condition().orElse(null))
                .time("expires_at", permission.expiresAt().orElse(null));
        permission.terms().addTo(view);
        permission.source().orElseGet(GrantSource::new).addTo(view);
        return view.time("created_at", permission.createdAt()).build();
    }
}
