package org.agentwarden.architecture.planted.agents;

import org.agentwarden.architecture.planted.audit.LogReader;

/** A feature that knows the audit log. */
public record AgentReadingItsLog(LogReader log) {}
