package org.agentwarden.actions;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.approvals.AgentAction;
import org.agentwarden.approvals.ShadowJudged;
import org.agentwarden.security.Origin;

/** An agent asked and may act at once. */
public record ActionAllowed(
        String organizationId,
        String checkId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        Instant allowedAt,
        Optional<String> permissionId,
        Optional<ShadowJudged> shadow,
        Origin origin)
        implements AgentAction {}
