package org.agentwarden.organizations;

import jakarta.json.JsonValue;
import org.agentwarden.platform.json.JsonBuilder;

/** An API key as the API shows it. */
public final class ApiKeyView {

    private ApiKeyView() {}

    public static JsonBuilder of(ApiKey apiKey) {
        JsonBuilder view = JsonBuilder.of()
                .text("id", apiKey.id())
                .text("name", apiKey.name())
                .text("prefix", apiKey.prefix())
                .text("last4", apiKey.last4())
                .text("created_by", apiKey.createdBy().orElse(null))
                .time("created_at", apiKey.createdAt())
                .time("last_used_at", apiKey.lastUsedAt().orElse(null));
        return apiKey.binding()
                .agentIds()
                .map(ids -> view.texts("agent_ids", ids))
                .orElseGet(() -> view.value("agent_ids", JsonValue.NULL));
    }
}
