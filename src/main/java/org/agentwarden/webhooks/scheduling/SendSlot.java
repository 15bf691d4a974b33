package org.agentwarden.webhooks.scheduling;

import org.agentwarden.webhooks.deliveries.ClaimedDelivery;

/**
 * Permission to send a delivery now.
 *
 * @param responsiveness what was known of its endpoint when it was given
 * @param allowed false when its organization has used up its requests of this minute, so that the claim must be given back
 */
public record SendSlot(ClaimedDelivery delivery, Responsiveness responsiveness, boolean allowed) {}
