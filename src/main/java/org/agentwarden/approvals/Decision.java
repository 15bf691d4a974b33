package org.agentwarden.approvals;

/** What a human may answer. */
public enum Decision {
    APPROVE(ApprovalStatus.APPROVED),
    REJECT(ApprovalStatus.REJECTED);

    private final ApprovalStatus outcome;

    Decision(ApprovalStatus outcome) {
        this.outcome = outcome;
    }

    public ApprovalStatus outcome() {
        return outcome;
    }
}
