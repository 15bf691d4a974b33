package org.agentwarden.webhooks.outbox;

import java.util.List;

/** Deliveries need attempts, now or at the time that each ticket says; raised within the transaction that says so. */
public record DeliveriesReady(List<Ticket> tickets) {

    public DeliveriesReady {
        tickets = List.copyOf(tickets);
    }
}
