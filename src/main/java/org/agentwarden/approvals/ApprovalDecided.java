package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An approval has come to its end. Fire it with {@code jakarta.enterprise.event.Event#fire} inside the transaction that
 * records the decision: the webhook {@code approval.approved}, {@code approval.rejected} or {@code approval.expired} is
 * stored in that very transaction, and sent once it has committed.
 *
 * @param organizationId an existing organization
 * @param outcome {@code APPROVED}, {@code REJECTED} or {@code EXPIRED}
 * @param context the caller's, sent as it is: receivers execute the action from it
 * @param originalContext what the agent asked for, where somebody has lowered numbers of it
 * @param onBehalfOf the person for whom the agent acts
 * @param resolvedBy who decided, the last one of several; empty when the time did
 * @param approvedBy all who approved, in the order in which they did; nobody when it is not approved
 * @param clientAddress from where, as the server saw it
 * @param delegatedBy in whose place who decided did so, who was away; empty for the own right
 */
public record ApprovalDecided(
        String organizationId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Optional<JsonObject> originalContext,
        Optional<String> onBehalfOf,
        ApprovalStatus outcome,
        Optional<String> resolvedBy,
        List<String> approvedBy,
        Optional<String> comment,
        Instant resolvedAt,
        Optional<String> clientAddress,
        Optional<String> delegatedBy)
        implements AgentAction {

    public ApprovalDecided {
        approvedBy = List.copyOf(approvedBy);
    }

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
                Optional.empty(),
                Optional.empty(),
                outcome,
                resolvedBy,
                outcome == ApprovalStatus.APPROVED ? resolvedBy.stream().toList() : List.of(),
                comment,
                resolvedAt,
                Optional.empty(),
                Optional.empty());
    }

    /** The same decision, taken in the place of that user, from that address. */
    ApprovalDecided from(Optional<String> delegator, Optional<String> address) {
        return new ApprovalDecided(
                organizationId,
                approvalId,
                agentId,
                action,
                context,
                originalContext,
                onBehalfOf,
                outcome,
                resolvedBy,
                approvedBy,
                comment,
                resolvedAt,
                address,
                delegator);
    }
}
