package org.agentwarden.webhooks.scheduling;

import org.agentwarden.webhooks.deliveries.ClaimedDelivery;

/**
 * Permission to send a delivery now.
 *
 * @param responsiveness that of the endpoint when the slot was given
 * @param allowed false when the organization has used up its requests of this minute: the claim must be released
 */
public record SendSlot(ClaimedDelivery delivery, Responsiveness responsiveness, boolean allowed) {}
