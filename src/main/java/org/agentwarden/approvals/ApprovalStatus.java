package org.agentwarden.approvals;

import java.util.Locale;

/** Everything but {@link #PENDING} is final. */
public enum ApprovalStatus {
    PENDING,
    APPROVED,
    REJECTED,
    /** Nobody decided in time: not allowed. */
    EXPIRED,
    /** The agent lost the right to the action before anybody decided: not allowed. */
    CANCELLED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
