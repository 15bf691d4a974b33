package org.agentwarden.architecture.planted.agents;

import org.agentwarden.architecture.planted.metrics.Numbers;

/** What somebody counts is no basis for a decision. */
public record AgentReadingNumbers(Numbers numbers) {}
