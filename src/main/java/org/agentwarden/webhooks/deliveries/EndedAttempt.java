package org.agentwarden.webhooks.deliveries;

/** An attempt whose outcome is known and not recorded yet. */
public record EndedAttempt(ClaimedDelivery delivery, AttemptOutcome outcome) {}
