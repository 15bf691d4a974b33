package org.agentwarden.webhooks.deliveries;

import java.time.Instant;

/**
 * A delivery ran out of attempts; raised in the transaction that records the last one.
 *
 * @param url without its query, which may hold a token: other receivers get this event
 * @param payload the body that was not delivered
 */
public record DeliveryExhausted(
        String organizationId,
        String endpointId,
        String url,
        String deliveryId,
        int attempts,
        String lastError,
        String payload,
        Instant exhaustedAt) {}
