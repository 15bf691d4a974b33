package org.agentwarden.agents;

import java.util.Locale;

/** An inactive agent may do nothing. */
public enum AgentStatus {
    ACTIVE,
    INACTIVE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
