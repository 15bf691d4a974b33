package org.agentwarden.webhooks.deliveries;

/** An outcome was not recorded: the delivery was cancelled, retried by a person or claimed by another node meanwhile. */
public record OutcomeDropped(ClaimedDelivery delivery) {}
