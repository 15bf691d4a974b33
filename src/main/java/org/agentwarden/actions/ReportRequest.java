package org.agentwarden.actions;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.platform.json.RequestFields;

/**
 * An agent's report: how an action went.
 *
 * @param approvalId of the approval that permitted it, if the agent names one
 */
public record ReportRequest(
        String agent,
        Action action,
        ReportedStatus status,
        JsonObject context,
        Optional<String> ipAddress,
        Optional<String> approvalId) {

    private static final int MOST_CONTEXT_BYTES = 64 * 1024;

    /** The same report with the agent's id in place of its name. */
    ReportRequest by(String agentId) {
        return new ReportRequest(agentId, action, status, context, ipAddress, approvalId);
    }

    static ReportRequest from(RequestFields fields) {
        return new ReportRequest(
                fields.text("agent_id", 200),
                Action.from(fields, "action"),
                status(fields),
                fields.optionalObject("context", MOST_CONTEXT_BYTES).orElse(JsonValue.EMPTY_JSON_OBJECT),
                fields.optionalText("ip_address", 45),
                fields.optionalText("approval_id", 36));
    }

    private static ReportedStatus status(RequestFields fields) {
        String name = fields.text("status", 20);
        return ReportedStatus.fromWire(name).orElseGet(() -> {
            if (!name.isEmpty()) {
                fields.problem("status", "must be one of success, failed, pending, denied");
            }
            return ReportedStatus.SUCCESS;
        });
    }
}
