package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.security.Origin;

/**
 * Somebody claimed an approval and executes its action now; raised within the transaction that claims it.
 *
 * @param claimId the id of the row in the log
 * @param byCheck whether a check claimed it
 * @param origin who claimed it, and from where
 */
public record ApprovalClaimed(
        String organizationId,
        String claimId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        Instant claimedAt,
        boolean byCheck,
        Origin origin)
        implements AgentAction {

    static ApprovalClaimed of(Approval approval, String claimId, Instant at, boolean byCheck, Origin origin) {
        return new ApprovalClaimed(
                approval.organizationId(),
                claimId,
                approval.id(),
                approval.agentId(),
                approval.action().sent(),
                approval.context(),
                approval.onBehalfOf(),
                at,
                byCheck,
                origin);
    }
}
