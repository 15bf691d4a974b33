package org.agentwarden.actions;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.platform.json.RequestFields;

/**
 * An agent's question: may I?
 *
 * @param approvalId of the approval that the agent wants to use now, if it names one
 */
public record CheckRequest(String agent, Action action, JsonObject context, Optional<String> approvalId) {

    static final int MOST_CONTEXT_BYTES = 64 * 1024;

    /** The same request with the agent's id in place of its name. */
    CheckRequest by(String agentId) {
        return new CheckRequest(agentId, action, context, approvalId);
    }

    static CheckRequest from(RequestFields fields) {
        return new CheckRequest(
                fields.text("agent_id", 200),
                Action.from(fields, "action"),
                fields.optionalObject("context", MOST_CONTEXT_BYTES).orElse(JsonValue.EMPTY_JSON_OBJECT),
                fields.optionalText("approval_id", 36));
    }
}
