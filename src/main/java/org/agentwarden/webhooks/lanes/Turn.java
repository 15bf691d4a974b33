package org.agentwarden.webhooks.lanes;

import org.agentwarden.webhooks.outbox.ClaimedDelivery;

/**
 * A delivery whose turn it is to be sent.
 *
 * @param silent whether its endpoint has lately left requests without an answer
 */
public record Turn(ClaimedDelivery delivery, boolean silent) {}
