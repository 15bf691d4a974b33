package org.agentwarden.agents;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The terms of a permission's approvals, as they are stored; never changed. */
@Embeddable
public class StoredTerms {

    @Enumerated(EnumType.STRING)
    @Column(name = "on_approval")
    private OnApproval onApproval;

    @Column(name = "approval_validity")
    private @Nullable Integer approvalValiditySeconds;

    @Column(name = "approval_uses")
    private int approvalUses;

    @Column(name = "approver_team")
    private @Nullable String teamId;

    private int quorum;

    @Column(name = "four_eyes")
    private boolean fourEyes;

    protected StoredTerms() {}

    StoredTerms(ApprovalTerms terms) {
        this.onApproval = terms.onApproval();
        this.approvalValiditySeconds =
                terms.validity().map(validity -> (int) validity.toSeconds()).orElse(null);
        this.approvalUses = terms.uses();
        this.teamId = terms.approvers().teamId().orElse(null);
        this.quorum = terms.approvers().quorum();
        this.fourEyes = terms.approvers().fourEyes();
    }

    ApprovalTerms terms() {
        return new ApprovalTerms(
                onApproval,
                Optional.ofNullable(approvalValiditySeconds).map(Duration::ofSeconds),
                approvalUses,
                new ApproverTerms(Optional.ofNullable(teamId), quorum, fourEyes));
    }
}
