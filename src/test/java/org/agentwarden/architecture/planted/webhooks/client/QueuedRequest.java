package org.agentwarden.architecture.planted.webhooks.client;

import org.agentwarden.webhooks.endpoints.Destination;

/** A request that goes where its webhook pointed when it was queued. */
public record QueuedRequest(Destination destination, String body) {}
