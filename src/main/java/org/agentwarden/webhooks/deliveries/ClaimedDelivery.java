package org.agentwarden.webhooks.deliveries;

/**
 * A delivery that no other node attempts before its lease ends. Its destination is looked up when it is sent.
 *
 * @param receiver host and port of the endpoint when it was claimed, for limits only
 * @param attempt 1 for the first
 * @param last whether no retry follows if it fails
 */
public record ClaimedDelivery(
        String deliveryId,
        Lease lease,
        String organizationId,
        String endpointId,
        String receiver,
        EventContent event,
        int attempt,
        boolean last,
        boolean test) {

    /** The first attempt of a delivery that is claimed in the transaction that stores it. */
    public static ClaimedDelivery first(Delivery delivery, EventContent event, Lease lease, String receiver) {
        return new ClaimedDelivery(
                delivery.id(),
                lease,
                delivery.organizationId(),
                delivery.endpointId(),
                receiver,
                event,
                1,
                delivery.maxRetries() == 0,
                false);
    }

    /** To look at it when it can be claimed again. */
    public ScheduledDelivery afterLease() {
        return new ScheduledDelivery(deliveryId, endpointId, lease.end().plus(Lease.CLOCK_TOLERANCE));
    }

    public ClaimedDelivery asTest() {
        return new ClaimedDelivery(deliveryId, lease, organizationId, endpointId, receiver, event, attempt, last, true);
    }

    @Override
    public String toString() {
        return "ClaimedDelivery[" + deliveryId + ", claim " + lease.claimNumber() + "]";
    }
}
