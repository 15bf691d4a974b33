package org.agentwarden.webhooks.deliveries;

import java.time.Instant;

/**
 * A delivery ran out of attempts; raised in the transaction that records the last one.
 *
 * @param url without its query, which may hold a token: other receivers get this event
 */
public record DeliveryExhausted(Delivery delivery, String url, String payload, Instant exhaustedAt) {}
