package org.agentwarden.webhooks.deliveries;

import java.time.Instant;

/** Content of queue messages: which delivery to look at, and not before when. Only a claim of the row allows an attempt. */
public record DeliveryRef(String deliveryId, Instant dueAt) {}
