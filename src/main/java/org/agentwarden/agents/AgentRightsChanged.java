package org.agentwarden.agents;

/**
 * What an agent may do has changed: its status, or one of its permissions. Raised at the end of the transaction that
 * changes it, which holds the agent's row. Observers may clear the persistence context.
 */
public record AgentRightsChanged(String organizationId, String agentId) {}
