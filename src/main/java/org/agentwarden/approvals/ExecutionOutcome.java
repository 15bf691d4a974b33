package org.agentwarden.approvals;

import org.agentwarden.settings.WireNamed;

/** How the execution of an approved action went, as the agent says. */
public enum ExecutionOutcome implements WireNamed {
    SUCCESS,
    FAILED
}
