package org.agentwarden.webhooks.engine;

/**
 * The sweep has found deliveries that nobody was about to attempt.
 *
 * @param endpoints for how many endpoints, at least 1
 */
public record OverdueFound(int endpoints) {}
