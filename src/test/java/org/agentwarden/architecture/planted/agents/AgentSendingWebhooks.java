package org.agentwarden.architecture.planted.agents;

import org.agentwarden.architecture.planted.webhooks.client.Sender;

/** A feature that knows webhooks. */
public record AgentSendingWebhooks(Sender sender) {}
