package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import org.agentwarden.agents.Action;
import org.agentwarden.security.Origin;

/** The action that an agent asks a human about. */
public record ActionRequest(
        String organizationId, String agentId, String agentName, Action action, JsonObject context, Origin origin) {

    /** Equal for requests of the same agent, action and context, however the context is written. */
    String hash() {
        return ActionHash.of(agentId, action.sent(), context);
    }
}
