package org.agentwarden.audit;

import java.util.Locale;

/** Whose doing a row of the log tells of. */
public enum LogKind {
    /** What an agent did or wanted to do, and what was decided about it. */
    AGENT,
    /** What people, or the server by itself, changed in the organization. */
    MANAGEMENT,
    /** Who signed in or out, and who failed to. */
    SIGN_IN;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
