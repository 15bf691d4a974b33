package org.agentwarden.webhooks.deliveries;

import java.util.List;

/** Deliveries need attempts, now or at the time that each ticket says; raised within the transaction that says so. */
public record DeliveriesScheduled(List<DeliveryRef> tickets) {

    public DeliveriesScheduled {
        tickets = List.copyOf(tickets);
    }
}
