package org.agentwarden.webhooks.deliveries;

/** Tells whether this node has room for one more delivery of an endpoint. Whoever sends them answers. */
public interface DeliverySlots {

    /**
     * Reserves room for one delivery, so that it can be claimed for this node. Never blocks.
     *
     * @param failing whether the endpoint's latest deliveries have failed, as far as the database knows
     * @return whether there is room; if so, the delivery must be sent, or the room given back with {@link #release}
     */
    boolean tryReserve(String endpointId, boolean failing);

    /** Gives reserved room back: nothing was claimed. */
    void release(String endpointId);
}
