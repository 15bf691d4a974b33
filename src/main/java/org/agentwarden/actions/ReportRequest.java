package org.agentwarden.actions;

import java.util.Optional;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.platform.json.RequestFields;

/**
 * An agent's report: how an action went.
 *
 * @param done what the agent has done
 * @param approvalId of the approval that permitted it, if the agent names one
 */
public record ReportRequest(
        String agent,
        RequestedAction done,
        ReportedStatus status,
        Optional<String> ipAddress,
        Optional<String> approvalId) {

    /** The same report with the agent's id in place of its name. */
    ReportRequest by(String agentId) {
        return new ReportRequest(agentId, done, status, ipAddress, approvalId);
    }

    static ReportRequest from(RequestFields fields) {
        return new ReportRequest(
                fields.text("agent_id", 200),
                RequestedAction.from(fields),
                status(fields),
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
