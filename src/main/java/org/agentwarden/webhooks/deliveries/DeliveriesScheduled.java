package org.agentwarden.webhooks.deliveries;

import java.util.List;

/**
 * A transaction has committed after which deliveries must be sent; raised asynchronously, once for each transaction.
 *
 * @param claimed those that it has claimed for this node, to be sent at once
 * @param waiting those that it has left to whichever node has room when they are due
 */
public record DeliveriesScheduled(List<ClaimedDelivery> claimed, List<DeliveryRef> waiting) {

    public DeliveriesScheduled {
        claimed = List.copyOf(claimed);
        waiting = List.copyOf(waiting);
    }
}
