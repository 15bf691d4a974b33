package org.agentwarden.webhooks.outbox;

import java.time.Instant;

/**
 * The hint that a delivery needs an attempt: what a queue message carries.
 *
 * @param claimNumber the delivery's claim number when the hint was given; once anybody has claimed the delivery since,
 *     the hint is stale and its holder must leave the delivery alone
 * @param dueAt not to be used earlier
 */
public record Ticket(String deliveryId, long claimNumber, Instant dueAt) {}
