package org.agentwarden.webhooks.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.scheduling.DeliveryScheduler;

/** Claims the deliveries that a message names, as far as this node has room. */
final class QueueClaims {

    /** After how long to look again at a delivery that could not be claimed. */
    private static final Duration NOT_CLAIMED_DELAY = Duration.ofSeconds(10);

    private final DeliveryScheduler scheduler;
    private final DeliveryClaims claims;
    private final InstantSource clock;

    QueueClaims(DeliveryScheduler scheduler, DeliveryClaims claims, InstantSource clock) {
        this.scheduler = scheduler;
        this.claims = claims;
        this.clock = clock;
    }

    ClaimedBatch claim(Collection<String> deliveryIds) {
        Instant now = clock.instant();
        Map<String, String> withSlot = new HashMap<>();
        List<DeliveryRef> later = new ArrayList<>();
        List<PendingDelivery> withoutRoom = new ArrayList<>();
        for (PendingDelivery delivery : claims.pending(deliveryIds)) {
            if (!delivery.isClaimable(now)) {
                later.add(delivery.ref());
            } else if (scheduler.tryReserve(delivery.endpointId(), delivery.isFailing())) {
                withSlot.put(delivery.id(), delivery.endpointId());
            } else {
                withoutRoom.add(delivery);
            }
        }
        List<ClaimedDelivery> claimed = withSlot.isEmpty() ? List.of() : claim(withSlot);
        claimed.forEach(delivery -> later.add(delivery.afterLease()));
        withSlot.keySet().forEach(id -> later.add(new DeliveryRef(id, now.plus(NOT_CLAIMED_DELAY))));
        scheduler.addBacklog(
                withoutRoom.stream().map(PendingDelivery::endpointId).collect(Collectors.toSet()));
        return new ClaimedBatch(
                claimed, later, withoutRoom.stream().map(PendingDelivery::id).toList());
    }

    /** @param withSlot endpoints by delivery; those that were not claimed stay in it, and their slots are released */
    private List<ClaimedDelivery> claim(Map<String, String> withSlot) {
        try {
            DeliveryClaims.Claimed claimed = claims.claim(withSlot.keySet());
            claimed.deliveries().forEach(delivery -> withSlot.remove(delivery.deliveryId()));
            scheduler.addBacklog(claimed.heldBack());
            return claimed.deliveries();
        } finally {
            withSlot.values().forEach(scheduler::release);
        }
    }
}
