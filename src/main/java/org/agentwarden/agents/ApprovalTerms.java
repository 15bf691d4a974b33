package org.agentwarden.agents;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an approval permits when it is approved, as the permission that asks for it says.
 *
 * @param validity how long the action may be claimed after the decision; empty for the server's setting
 * @param uses how often it may be claimed
 * @param approvers who must approve it
 */
public record ApprovalTerms(OnApproval onApproval, Optional<Duration> validity, int uses, ApproverTerms approvers) {

    public static final ApprovalTerms USUAL =
            new ApprovalTerms(OnApproval.WEBHOOK, Optional.empty(), 1, ApproverTerms.USUAL);

    /** What both allow, by whom both want to approve it. */
    ApprovalTerms and(ApprovalTerms other) {
        return new ApprovalTerms(
                onApproval == other.onApproval ? onApproval : OnApproval.WEBHOOK,
                Stream.of(validity, other.validity).flatMap(Optional::stream).min(Duration::compareTo),
                Math.min(uses, other.uses),
                approvers.and(other.approvers));
    }
}
