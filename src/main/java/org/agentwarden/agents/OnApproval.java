package org.agentwarden.agents;

import java.util.Locale;

/** How an approved action is executed. */
public enum OnApproval {

    /** Whoever hears of the approval names it, in a claim or in a check. */
    WEBHOOK,

    /** The agent may also check again: an equal check is allowed once. */
    RECHECK;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
