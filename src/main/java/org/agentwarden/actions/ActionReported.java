package org.agentwarden.actions;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.approvals.AgentAction;
import org.agentwarden.security.Origin;

/**
 * An agent reported how an action went, other than that it failed.
 *
 * @param approvalId of the approval that permitted it, if the agent named one
 */
public record ActionReported(
        String organizationId,
        String logId,
        String agentId,
        String action,
        ReportedStatus status,
        JsonObject context,
        Optional<String> onBehalfOf,
        Optional<String> ipAddress,
        Optional<String> approvalId,
        Instant reportedAt,
        Origin origin)
        implements AgentAction {}
