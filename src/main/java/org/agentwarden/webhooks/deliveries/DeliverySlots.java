package org.agentwarden.webhooks.deliveries;

/** Tells whether this node has room for one more delivery of an endpoint. */
public interface DeliverySlots {

    /**
     * Reserves room for one delivery. Never blocks.
     *
     * @param failing whether the endpoint's latest deliveries have failed, as far as the database knows
     * @return whether there is room; if so, the delivery must be sent, or {@link #release} called
     */
    boolean tryReserve(String endpointId, boolean failing);

    /** Releases reserved room: nothing was claimed. */
    void release(String endpointId);
}
