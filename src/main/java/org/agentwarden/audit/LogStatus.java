package org.agentwarden.audit;

import org.agentwarden.actions.ReportedStatus;
import org.agentwarden.agents.CheckStatus;
import org.agentwarden.approvals.ApprovalStatus;
import org.agentwarden.organizations.SignInOutcome;
import org.agentwarden.settings.WireNamed;

/** What a row of the log says about an action. */
public enum LogStatus implements WireNamed {
    /** Checked: may act. */
    ALLOWED,
    /** Checked: may not act. */
    BLOCKED,
    /** Checked: a human decides. */
    PENDING_APPROVAL,
    /** Approved by one of several people who must. */
    AGREED,
    /** Nobody decided for some time, and another team may decide as well. */
    ESCALATED,
    /** Decided. */
    APPROVED,
    REJECTED,
    EXPIRED,
    CANCELLED,
    /** Approved, and taken back before it was used. */
    REVOKED,
    /** Reported by the agent; or of somebody who signs in. */
    SUCCESS,
    FAILED,
    PENDING,
    DENIED,
    /** No action of an agent, but a change of management. */
    CHANGED;

    public static LogStatus of(CheckStatus status) {
        return valueOf(status.name());
    }

    static LogStatus of(ReportedStatus status) {
        return valueOf(status.name());
    }

    static LogStatus of(ApprovalStatus outcome) {
        return valueOf(outcome.name());
    }

    static LogStatus of(SignInOutcome outcome) {
        return switch (outcome) {
            case SIGNED_IN, SIGNED_OUT -> SUCCESS;
            case FAILED, UNKNOWN_ADDRESS -> FAILED;
            case LOCKED_OUT -> DENIED;
        };
    }
}
