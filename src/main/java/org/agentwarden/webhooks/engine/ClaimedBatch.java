package org.agentwarden.webhooks.engine;

import java.util.List;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryRef;

/**
 * What this node has made of deliveries that the queue has named; the finished ones are left out.
 *
 * @param claimed those that it has claimed
 * @param later those that can be claimed later, each with its time
 * @param withoutRoom ids of those that are due and for which this node has no room
 */
public record ClaimedBatch(List<ClaimedDelivery> claimed, List<DeliveryRef> later, List<String> withoutRoom) {

    static final ClaimedBatch EMPTY = new ClaimedBatch(List.of(), List.of(), List.of());
}
