package org.agentwarden.webhooks.deliveries;

import java.util.List;

/**
 * A committed transaction has scheduled deliveries; raised asynchronously, once for each transaction.
 *
 * @param claimed deliveries that it has claimed for this node, to be sent at once
 * @param waiting deliveries that any node may claim when they are due
 */
public record DeliveriesScheduled(List<ClaimedDelivery> claimed, List<ScheduledDelivery> waiting) {}
