package org.agentwarden.architecture.planted.agents;

/** A name that says nothing. */
public final class AgentManager {}
