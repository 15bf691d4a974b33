package org.agentwarden.webhooks.lanes;

import java.util.List;
import org.agentwarden.webhooks.outbox.Ticket;

/** What lanes have room for and should be claimed for them now. */
public sealed interface Claim {

    /** These deliveries, of any endpoints. */
    record Hinted(List<Ticket> tickets) implements Claim {

        public List<String> deliveryIds() {
            return tickets.stream().map(Ticket::deliveryId).toList();
        }
    }

    /**
     * The deliveries of one endpoint that have waited longest.
     *
     * @param left tells whether more was left to the database since
     */
    record Waiting(String endpointId, int limit, long left) implements Claim {}
}
