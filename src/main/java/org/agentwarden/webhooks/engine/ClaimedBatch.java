package org.agentwarden.webhooks.engine;

import java.util.List;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryRef;

/**
 * Deliveries of a message, by what this node can do with them; finished ones are left out.
 *
 * @param later when each can be claimed
 * @param withoutRoom ids of those that are due, but for which this node has no room
 */
public record ClaimedBatch(List<ClaimedDelivery> claimed, List<DeliveryRef> later, List<String> withoutRoom) {}
