package org.agentwarden.webhooks.deliveries;

import java.time.Instant;

/** A delivery to look at, but not before a time. */
public record ScheduledDelivery(DeliveryRef delivery, Instant dueAt) {

    public ScheduledDelivery(String deliveryId, String endpointId, Instant dueAt) {
        this(new DeliveryRef(deliveryId, endpointId), dueAt);
    }
}
