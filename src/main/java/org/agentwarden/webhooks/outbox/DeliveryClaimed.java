package org.agentwarden.webhooks.outbox;

/** A delivery was claimed in the transaction that stored it; raised within it. */
public record DeliveryClaimed(ClaimedDelivery delivery) {}
