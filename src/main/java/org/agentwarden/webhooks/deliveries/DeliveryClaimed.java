package org.agentwarden.webhooks.deliveries;

/** A delivery was claimed in the transaction that stored it; raised within it. */
public record DeliveryClaimed(ClaimedDelivery delivery) {}
