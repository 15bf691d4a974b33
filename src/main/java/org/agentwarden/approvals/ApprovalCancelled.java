package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.time.Instant;

/** An approval has ended without a decision, because its agent was deleted; raised within that transaction. */
public record ApprovalCancelled(
        String organizationId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Instant cancelledAt) {

    /** What nobody has decided about, as {@link ActionHash} defines it. */
    public String actionHash() {
        return ActionHash.of(agentId, action, context);
    }
}
