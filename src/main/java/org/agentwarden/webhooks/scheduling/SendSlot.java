package org.agentwarden.webhooks.scheduling;

import org.agentwarden.webhooks.deliveries.ClaimedDelivery;

/**
 * A delivery whose turn it is.
 *
 * @param silent whether its endpoint has lately left requests without an answer
 * @param allowed whether it is to be sent; if not, its organization has used up its requests of this minute, and it must be
 *     given back
 */
public record SendSlot(ClaimedDelivery delivery, boolean silent, boolean allowed) {}
