package org.agentwarden.approvals;

import jakarta.json.JsonObject;

/** What an agent did or wanted to do. */
public interface AgentAction {

    String organizationId();

    String agentId();

    String action();

    JsonObject context();

    /** What the agent did or wanted to do, as {@link ActionHash} defines it. */
    default String actionHash() {
        return ActionHash.of(agentId(), action(), context());
    }
}
