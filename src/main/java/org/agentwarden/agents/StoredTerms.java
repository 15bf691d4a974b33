package org.agentwarden.agents;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.util.Optional;
import org.agentwarden.agents.UnansweredTerms.EscalateTo;
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

    private @Nullable String editable;

    @Column(name = "approver_team")
    private @Nullable String teamId;

    private int quorum;

    @Column(name = "four_eyes")
    private boolean fourEyes;

    @Column(name = "escalate_to")
    private @Nullable String escalateTo;

    @Column(name = "escalate_after")
    private @Nullable Integer escalateAfterSeconds;

    @Column(name = "remind_after")
    private @Nullable Integer remindAfterSeconds;

    protected StoredTerms() {}

    StoredTerms(ApprovalTerms terms) {
        this.onApproval = terms.onApproval();
        this.approvalValiditySeconds =
                terms.validity().map(StoredTerms::seconds).orElse(null);
        this.approvalUses = terms.uses();
        this.editable = EditableMembers.write(terms.editable());
        this.teamId = terms.approvers().teamId().orElse(null);
        this.quorum = terms.approvers().quorum();
        this.fourEyes = terms.approvers().fourEyes();
        UnansweredTerms unanswered = terms.approvers().unanswered();
        this.escalateTo = unanswered.escalation().map(EscalateTo::teamId).orElse(null);
        this.escalateAfterSeconds =
                unanswered.escalation().map(to -> seconds(to.after())).orElse(null);
        this.remindAfterSeconds =
                unanswered.remindAfter().map(StoredTerms::seconds).orElse(null);
    }

    private static int seconds(Duration time) {
        return (int) time.toSeconds();
    }

    ApprovalTerms terms() {
        return new ApprovalTerms(
                onApproval,
                Optional.ofNullable(approvalValiditySeconds).map(Duration::ofSeconds),
                approvalUses,
                new ApproverTerms(Optional.ofNullable(teamId), quorum, fourEyes, unanswered()),
                EditableMembers.read(editable));
    }

    private UnansweredTerms unanswered() {
        Optional<Duration> after = Optional.ofNullable(escalateAfterSeconds).map(Duration::ofSeconds);
        return new UnansweredTerms(
                Optional.ofNullable(escalateTo).flatMap(team -> after.map(time -> new EscalateTo(team, time))),
                Optional.ofNullable(remindAfterSeconds).map(Duration::ofSeconds));
    }
}
