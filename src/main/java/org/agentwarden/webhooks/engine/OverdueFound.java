package org.agentwarden.webhooks.engine;

/** The sweep has found overdue deliveries for so many endpoints, at least 1. */
public record OverdueFound(int endpoints) {}
