package org.agentwarden.webhooks.outbox;

import java.time.Instant;
import org.agentwarden.webhooks.endpoints.EventType;

/**
 * A delivery that nobody else will attempt before its lease ends, and all that an attempt needs.
 *
 * @param claimNumber proves the claim when the result is recorded
 * @param claimedAt when it was claimed
 * @param leaseEnd from then on somebody else may claim it
 * @param attempt 1 for the first
 * @param last whether no other follows if it fails
 */
public record ClaimedDelivery(
        String deliveryId,
        long claimNumber,
        Instant claimedAt,
        Instant leaseEnd,
        String organizationId,
        String endpointId,
        String eventId,
        EventType eventType,
        int attempt,
        boolean last,
        Destination destination,
        String payload) {

    @Override
    public String toString() {
        return "ClaimedDelivery[" + deliveryId + ", claim " + claimNumber + "]";
    }
}
