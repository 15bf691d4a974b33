package org.agentwarden.webhooks.deliveries;

import java.time.Instant;

/**
 * What queue messages carry: which delivery to look at, and when. It gives no right to attempt it; only a claim of the row
 * does.
 *
 * @param dueAt not to be looked at earlier
 */
public record DeliveryRef(String deliveryId, Instant dueAt) {}
