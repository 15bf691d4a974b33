package org.agentwarden.audit;

import org.agentwarden.settings.WireNamed;

/** Whose doing a row of the log tells of. */
public enum LogKind implements WireNamed {
    /** What an agent did or wanted to do, and what was decided about it. */
    AGENT,
    /** What people, or the server by itself, changed in the organization. */
    MANAGEMENT,
    /** Who signed in or out, and who failed to. */
    SIGN_IN
}
