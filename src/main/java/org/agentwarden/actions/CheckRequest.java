package org.agentwarden.actions;

import java.util.Optional;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.platform.json.RequestFields;

/**
 * An agent's question: may I?
 *
 * @param approvalId of the approval that the agent wants to use now, if it names one
 */
public record CheckRequest(String agent, RequestedAction requested, Optional<String> approvalId) {

    /** The same request with the agent's id in place of its name. */
    CheckRequest by(String agentId) {
        return new CheckRequest(agentId, requested, approvalId);
    }

    static CheckRequest from(RequestFields fields) {
        return new CheckRequest(
                fields.text("agent_id", 200), RequestedAction.from(fields), fields.optionalText("approval_id", 36));
    }
}
