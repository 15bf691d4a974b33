package org.agentwarden.webhooks.deliveries;

/** What came of an attempt is not taken down, because the delivery was cancelled, revived or taken over meanwhile. */
public record OutcomeDropped(ClaimedDelivery delivery) {}
