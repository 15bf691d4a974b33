package org.agentwarden.webhooks.outbox;

import org.agentwarden.webhooks.endpoints.EventType;

/** An event is there to be delivered; raised in the transaction that stores it. */
public record EventStored(EventType type) {}
