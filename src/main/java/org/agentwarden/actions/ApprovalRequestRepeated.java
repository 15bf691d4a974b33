package org.agentwarden.actions;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.approvals.AgentAction;
import org.agentwarden.approvals.ShadowJudged;
import org.agentwarden.security.Origin;

/** An agent asked again for what is already waiting for a human. */
public record ApprovalRequestRepeated(
        String organizationId,
        String checkId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        Instant askedAt,
        Optional<String> permissionId,
        Optional<ShadowJudged> shadow,
        Origin origin)
        implements AgentAction {}
