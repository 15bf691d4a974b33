package org.agentwarden.approvals;

import java.util.Locale;

/** How the execution of an approved action went, as the agent says. */
public enum ExecutionOutcome {
    SUCCESS,
    FAILED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
