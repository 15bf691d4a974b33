package org.agentwarden.webhooks.deliveries;

/** What a queue message says of a delivery. Only a claim of the row allows an attempt. */
public record DeliveryRef(String deliveryId, String endpointId) {}
