package org.agentwarden.agents;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.json.RequestFields;

/**
 * What a caller wants to change on the terms of a permission's approvals.
 *
 * @param namesValidity whether the validity is named at all: naming it as null means the server's setting
 * @param approvers all that the permission says of them from then on: naming them as null means the usual ones
 * @param editable all that are from then on: naming them as null means none
 */
record ApprovalTermsChange(
        Optional<OnApproval> onApproval,
        boolean namesValidity,
        Optional<Duration> validity,
        Optional<Integer> uses,
        Optional<ApproverTerms> approvers,
        Optional<List<String>> editable) {

    private static final int LONGEST_VALIDITY_SECONDS =
            (int) Duration.ofDays(365).toSeconds();
    private static final int MOST_USES = 1_000;

    static ApprovalTermsChange from(RequestFields fields) {
        return new ApprovalTermsChange(
                fields.optionalChoice("on_approval", OnApproval.class),
                fields.names("approval_validity"),
                fields.optionalInteger("approval_validity", 1, LONGEST_VALIDITY_SECONDS)
                        .map(Duration::ofSeconds),
                fields.optionalInteger("approval_uses", 1, MOST_USES),
                ApproverTerms.optionalFrom(fields, "approvers")
                        .or(() -> fields.names("approvers") ? Optional.of(ApproverTerms.USUAL) : Optional.empty()),
                EditableMembers.optionalFrom(fields, "editable")
                        .or(() -> fields.names("editable") ? Optional.of(List.of()) : Optional.empty()));
    }

    ApprovalTerms of(ApprovalTerms terms) {
        return new ApprovalTerms(
                onApproval.orElse(terms.onApproval()),
                namesValidity ? validity : terms.validity(),
                uses.orElse(terms.uses()),
                approvers.orElse(terms.approvers()),
                editable.orElse(terms.editable()));
    }
}
