package org.agentwarden.webhooks.outbox;

import java.time.Instant;

/** A delivery ran out of attempts; raised in the transaction that takes the last one down. */
record DeliveryExhausted(Delivery delivery, String url, String payload, Instant exhaustedAt) {}
