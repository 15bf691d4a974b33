package org.agentwarden.approvals;

import org.agentwarden.settings.WireNamed;

/** Everything but {@link #PENDING} is final. */
public enum ApprovalStatus implements WireNamed {
    PENDING,
    APPROVED,
    REJECTED,
    /** Nobody decided in time: not allowed. */
    EXPIRED,
    /** The agent lost the right to the action before anybody decided: not allowed. */
    CANCELLED
}
