package org.agentwarden.approvals;

import org.agentwarden.settings.WireNamed;

/** How the execution of an approved action went. */
public enum ExecutionOutcome implements WireNamed {
    SUCCESS,
    FAILED,
    /** It was claimed, and in the time after that nobody reported how it went. Never stored. */
    NONE
}
