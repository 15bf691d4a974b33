package org.agentwarden.agents;

/** An agent is gone; raised within the transaction that removes it. */
public record AgentDeleted(String organizationId, String agentId, String name) {}
