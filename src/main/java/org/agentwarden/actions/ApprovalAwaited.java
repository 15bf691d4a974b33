package org.agentwarden.actions;

import jakarta.json.JsonObject;
import java.time.Instant;

/** An agent asked again for what is already waiting for a human. */
public record ApprovalAwaited(
        String organizationId,
        String checkId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Instant askedAt) {}
