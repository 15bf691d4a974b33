package org.agentwarden.agents;

/** What an approval permits when it is approved, as the permission that asks for it says. */
public record ApprovalTerms(OnApproval onApproval) {

    public static final ApprovalTerms USUAL = new ApprovalTerms(OnApproval.WEBHOOK);

    /** What both allow. */
    ApprovalTerms and(ApprovalTerms other) {
        return new ApprovalTerms(onApproval == other.onApproval ? onApproval : OnApproval.WEBHOOK);
    }
}
