package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * An approval has ended without a decision, because its agent may not do the action any more; raised within the
 * transaction that cancels it.
 *
 * @param reason a sentence for people
 */
public record ApprovalCancelled(
        String organizationId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        String reason,
        Instant cancelledAt)
        implements AgentAction {}
