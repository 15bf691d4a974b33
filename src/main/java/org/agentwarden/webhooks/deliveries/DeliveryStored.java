package org.agentwarden.webhooks.deliveries;

import java.time.Duration;
import java.time.Instant;

/**
 * A delivery is due as soon as its transaction has committed; raised within it. Who has room for it may claim it now, and
 * spares it the way over the queue.
 */
public record DeliveryStored(Delivery delivery, WebhookEvent event, String receiver) {

    /**
     * Claims it, for the first attempt, in the transaction that is under way.
     *
     * @param timeout of the attempt
     */
    public ClaimedDelivery claim(Instant now, Duration timeout) {
        Lease lease = Lease.from(now, timeout);
        delivery.claim(lease);
        return new ClaimedDelivery(
                delivery.id(),
                lease.claimNumber(),
                lease.start(),
                lease.end(),
                delivery.organizationId(),
                delivery.endpointId(),
                receiver,
                event.id(),
                event.type(),
                1,
                delivery.maxRetries() == 0,
                false,
                event.payload(),
                event.createdAt(),
                event.cause());
    }
}
