package org.agentwarden.actions;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.approvals.AgentAction;
import org.agentwarden.security.Origin;

/** An agent reported how an action went, other than that it failed. */
public record ActionReported(
        String organizationId,
        String logId,
        String agentId,
        String action,
        ReportedStatus status,
        JsonObject context,
        Optional<String> ipAddress,
        Instant reportedAt,
        Origin origin)
        implements AgentAction {}
