package org.agentwarden.agents;

import org.agentwarden.settings.WireNamed;

/** An inactive agent may do nothing. */
public enum AgentStatus implements WireNamed {
    ACTIVE,
    INACTIVE
}
