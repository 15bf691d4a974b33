package org.agentwarden.webhooks.engine;

import java.util.List;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.deliveries.ScheduledDelivery;

/**
 * Deliveries of a message, by what this node can do with them; finished ones are left out.
 *
 * @param later when each can be claimed
 * @param withoutRoom those for which this node has no room; some of them may be finished
 */
public record ClaimedBatch(
        List<ClaimedDelivery> claimed, List<ScheduledDelivery> later, List<DeliveryRef> withoutRoom) {}
