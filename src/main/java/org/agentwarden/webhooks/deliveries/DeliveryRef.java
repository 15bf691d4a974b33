package org.agentwarden.webhooks.deliveries;

import java.time.Instant;

/**
 * The hint that a delivery needs an attempt: what queue messages carry. It gives no right to attempt it; only the row
 * knows whether the delivery is still due, and a claim asks it.
 *
 * @param dueAt not to be used earlier
 */
public record DeliveryRef(String deliveryId, String endpointId, Instant dueAt) {}
