package org.agentwarden.webhooks.deliveries;

import java.time.Instant;

/**
 * A delivery ran out of attempts; raised in the transaction that takes the last one down.
 *
 * @param url without its query, in which receivers keep tokens: other receivers are told of it
 */
public record DeliveryExhausted(Delivery delivery, String url, String payload, Instant exhaustedAt) {}
