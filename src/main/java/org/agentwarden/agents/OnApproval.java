package org.agentwarden.agents;

import org.agentwarden.settings.WireNamed;

/** How an approved action is executed. */
public enum OnApproval implements WireNamed {

    /** Whoever hears of the approval names it, in a claim or in a check. */
    WEBHOOK,

    /** The agent may also check again: an equal check is allowed once. */
    RECHECK
}
