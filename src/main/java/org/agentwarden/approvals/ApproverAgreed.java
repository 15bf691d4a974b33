package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody has approved, and others must approve as well; raised within the transaction that records it.
 *
 * @param agreedBy the user
 * @param delegatedBy in whose place, who was away; empty for the own right
 * @param clientAddress from where, as the server saw it
 */
public record ApproverAgreed(
        String organizationId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        String agreedBy,
        Optional<String> delegatedBy,
        Optional<String> comment,
        Instant agreedAt,
        Optional<String> clientAddress)
        implements AgentAction {

    static ApproverAgreed of(Approval approval, GivenDecision given, Optional<String> clientAddress) {
        return new ApproverAgreed(
                approval.organizationId(),
                approval.id(),
                approval.agentId(),
                approval.action().sent(),
                approval.context(),
                approval.onBehalfOf(),
                given.by(),
                given.delegatedBy(),
                given.comment(),
                given.at(),
                clientAddress);
    }
}
