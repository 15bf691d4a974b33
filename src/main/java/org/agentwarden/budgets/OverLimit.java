package org.agentwarden.budgets;

import org.agentwarden.settings.WireNamed;

/** What a limit does with an action that would exceed it. */
public enum OverLimit implements WireNamed {
    BLOCK,
    /** A human decides, and may let the limit be exceeded. */
    ASK
}
