package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody took an approval back before it was claimed; raised within the transaction that revokes it.
 *
 * @param revokedBy the user
 * @param clientAddress from where, as the server saw it
 */
public record ApprovalRevoked(
        String organizationId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        String revokedBy,
        Optional<String> comment,
        Instant revokedAt,
        Optional<String> clientAddress)
        implements AgentAction {

    static ApprovalRevoked of(
            Approval approval, String userId, Optional<String> comment, Instant at, Optional<String> clientAddress) {
        return new ApprovalRevoked(
                approval.organizationId(),
                approval.id(),
                approval.agentId(),
                approval.action().sent(),
                approval.context(),
                approval.onBehalfOf(),
                userId,
                comment,
                at,
                clientAddress);
    }
}
