package org.agentwarden.agents;

import jakarta.json.JsonObject;
import org.agentwarden.platform.json.JsonBuilder;

/** An agent as the API shows it. */
final class AgentView {

    private AgentView() {}

    static JsonObject of(Agent agent) {
        return JsonBuilder.of()
                .text("id", agent.id())
                .text("name", agent.name())
                .text("description", agent.description().orElse(null))
                .text("status", agent.status().wireName())
                .time("created_at", agent.createdAt())
                .text("created_by", agent.createdBy())
                .build();
    }
}
