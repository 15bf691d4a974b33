package org.agentwarden.approvals;

import java.util.List;
import java.util.Optional;

/** Makes the event of an approval that has come to its end: the event itself is public, and approvals are not. */
final class DecisionEvent {

    private DecisionEvent() {}

    /**
     * The decision as it was told when it was taken. A row without a time, which nobody has decided, has that of its creation.
     */
    static ApprovalDecided of(Approval approval) {
        return new ApprovalDecided(
                approval.organizationId(),
                approval.id(),
                approval.agentId(),
                approval.action().sent(),
                approval.context(),
                approval.onBehalfOf(),
                approval.status(),
                approval.resolvedBy(),
                approval.status() == ApprovalStatus.APPROVED ? approval.quorum().approvedBy() : List.of(),
                approval.comment(),
                approval.resolvedAt().orElse(approval.createdAt()),
                Optional.empty());
    }
}
