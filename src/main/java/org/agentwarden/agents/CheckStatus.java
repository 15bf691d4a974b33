package org.agentwarden.agents;

import org.agentwarden.settings.WireNamed;

/** What a check comes to. */
public enum CheckStatus implements WireNamed {
    ALLOWED,
    PENDING_APPROVAL,
    BLOCKED
}
