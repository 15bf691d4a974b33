package org.agentwarden.webhooks.scheduling;

import java.util.List;
import org.agentwarden.webhooks.deliveries.DeliveryRef;

/** What lanes have room for and should be claimed for them now. */
public sealed interface ClaimRequest {

    /** These deliveries, of any endpoints. */
    record Hinted(List<DeliveryRef> tickets) implements ClaimRequest {

        public List<String> deliveryIds() {
            return tickets.stream().map(DeliveryRef::deliveryId).toList();
        }
    }

    /**
     * The deliveries of one endpoint that have waited longest.
     *
     * @param left tells whether more was left to the database since
     */
    record Waiting(String endpointId, int limit, long left) implements ClaimRequest {}
}
