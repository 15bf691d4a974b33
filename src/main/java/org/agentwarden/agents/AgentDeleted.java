package org.agentwarden.agents;

/**
 * An agent is gone. Raised at the end of the transaction that removes it, which holds the agent's row. Observers may clear
 * the persistence context.
 */
public record AgentDeleted(String organizationId, String agentId, String name) {}
