package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * An approval has come to its end. Fire it with {@code jakarta.enterprise.event.Event#fire} inside the transaction that
 * records the decision: the webhook {@code approval.approved}, {@code approval.rejected} or {@code approval.expired} is
 * stored in that very transaction, and sent once it has committed.
 *
 * @param organizationId an existing organization
 * @param outcome {@code APPROVED}, {@code REJECTED} or {@code EXPIRED}
 * @param context the caller's, sent as it is: receivers execute the action from it
 * @param resolvedBy who decided; empty when the time did
 * @param clientAddress from where, as the server saw it
 */
public record ApprovalDecided(
        String organizationId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        ApprovalStatus outcome,
        Optional<String> resolvedBy,
        Optional<String> comment,
        Instant resolvedAt,
        Optional<String> clientAddress)
        implements AgentAction {

    /** For the time as the one who decides, and for a workflow that does not tell from where. */
    public ApprovalDecided(
            String organizationId,
            String approvalId,
            String agentId,
            String action,
            JsonObject context,
            ApprovalStatus outcome,
            Optional<String> resolvedBy,
            Optional<String> comment,
            Instant resolvedAt) {
        this(
                organizationId,
                approvalId,
                agentId,
                action,
                context,
                outcome,
                resolvedBy,
                comment,
                resolvedAt,
                Optional.empty());
    }

    /** The same decision, taken from that address. */
    ApprovalDecided from(Optional<String> address) {
        return new ApprovalDecided(
                organizationId,
                approvalId,
                agentId,
                action,
                context,
                outcome,
                resolvedBy,
                comment,
                resolvedAt,
                address);
    }
}
