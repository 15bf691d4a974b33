package org.agentwarden.agents;

/** An agent has another name; raised within the transaction that changes it. */
record AgentRenamed(String organizationId, String before, String after) {}
