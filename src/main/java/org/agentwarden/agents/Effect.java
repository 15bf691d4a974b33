package org.agentwarden.agents;

import org.agentwarden.settings.WireNamed;

/** What a permission says to the actions that it covers. */
public enum Effect implements WireNamed {
    ALLOW,
    /** A human decides. */
    ASK,
    /** Whatever other permissions say. */
    BLOCK
}
