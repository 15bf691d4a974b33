package org.agentwarden.agents;

import org.agentwarden.settings.WireNamed;

/** Whether a permission decides. */
public enum Mode implements WireNamed {
    ENFORCE,
    /** The permission decides nothing. What it would have changed is logged. */
    SHADOW
}
