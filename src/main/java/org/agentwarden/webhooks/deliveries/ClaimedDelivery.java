package org.agentwarden.webhooks.deliveries;

import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.webhooks.endpoints.EventType;

/**
 * A delivery that nobody else will attempt before its lease ends. Where it goes is not in here: that may change until it
 * is sent.
 *
 * @param claimNumber proves the claim when the result is recorded
 * @param claimedAt when it was claimed
 * @param leaseEnd from then on somebody else may claim it
 * @param receiver host and port to which its endpoint pointed then: what limits count by, not where it goes
 * @param attempt 1 for the first
 * @param last whether no other follows if it fails
 * @param test whether somebody tries the endpoint out, which says nothing about its deliveries
 * @param raisedAt when what the event tells was stored
 * @param cause where in a trace the event's cause was, if that is known
 */
public record ClaimedDelivery(
        String deliveryId,
        long claimNumber,
        Instant claimedAt,
        Instant leaseEnd,
        String organizationId,
        String endpointId,
        String receiver,
        String eventId,
        EventType eventType,
        int attempt,
        boolean last,
        boolean test,
        String payload,
        Instant raisedAt,
        Optional<TraceContext> cause) {

    public ClaimedDelivery asTest() {
        return new ClaimedDelivery(
                deliveryId,
                claimNumber,
                claimedAt,
                leaseEnd,
                organizationId,
                endpointId,
                receiver,
                eventId,
                eventType,
                attempt,
                last,
                true,
                payload,
                raisedAt,
                cause);
    }

    @Override
    public String toString() {
        return "ClaimedDelivery[" + deliveryId + ", claim " + claimNumber + "]";
    }
}
