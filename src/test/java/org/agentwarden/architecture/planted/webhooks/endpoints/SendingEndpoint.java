package org.agentwarden.architecture.planted.webhooks.endpoints;

import org.agentwarden.architecture.planted.webhooks.client.Sender;

/** A lower layer that knows the highest. */
public record SendingEndpoint(Sender sender) {}
