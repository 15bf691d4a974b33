package org.agentwarden.webhooks.deliveries;

/**
 * A delivery that nobody else will attempt before its lease ends. Where it goes is not in here: that may change until it
 * is sent.
 *
 * @param receiver host and port to which its endpoint pointed at the claim: what limits count by, not where it goes
 * @param attempt 1 for the first
 * @param last whether no other follows if it fails
 * @param test whether somebody tries the endpoint out, which says nothing about its deliveries
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

    /** That it must be looked at when it can be claimed again. */
    public DeliveryRef afterLease() {
        return new DeliveryRef(deliveryId, lease.end().plus(Lease.CLOCK_TOLERANCE));
    }

    public ClaimedDelivery asTest() {
        return new ClaimedDelivery(deliveryId, lease, organizationId, endpointId, receiver, event, attempt, last, true);
    }

    @Override
    public String toString() {
        return "ClaimedDelivery[" + deliveryId + ", claim " + lease.claimNumber() + "]";
    }
}
