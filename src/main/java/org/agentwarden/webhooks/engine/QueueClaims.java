package org.agentwarden.webhooks.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.deliveries.ScheduledDelivery;
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

    /**
     * @param behindBacklog whether to look also at deliveries of endpoints whose backlog this node sends already; without
     *     that, they count as without room, and the database is not asked
     */
    ClaimedBatch claim(Collection<DeliveryRef> deliveries, boolean behindBacklog) {
        Instant now = clock.instant();
        Map<String, String> withSlot = new HashMap<>();
        List<ScheduledDelivery> later = new ArrayList<>();
        List<DeliveryRef> withoutRoom = new ArrayList<>();
        Set<String> backlogs = new HashSet<>();
        List<String> asked = new ArrayList<>();
        for (DeliveryRef delivery : deliveries) {
            if (!behindBacklog && scheduler.hasBacklog(delivery.endpointId())) {
                withoutRoom.add(delivery);
            } else {
                asked.add(delivery.deliveryId());
            }
        }
        for (PendingDelivery delivery : claims.pending(asked)) {
            if (!delivery.isClaimable(now)) {
                later.add(delivery.scheduled());
            } else if (scheduler.tryReserve(delivery.endpointId(), delivery.isFailing())) {
                withSlot.put(delivery.id(), delivery.endpointId());
            } else {
                withoutRoom.add(delivery.ref());
                backlogs.add(delivery.endpointId());
            }
        }
        List<ClaimedDelivery> claimed = withSlot.isEmpty() ? List.of() : claim(withSlot);
        claimed.forEach(delivery -> later.add(delivery.afterLease()));
        withSlot.forEach(
                (id, endpointId) -> later.add(new ScheduledDelivery(id, endpointId, now.plus(NOT_CLAIMED_DELAY))));
        scheduler.addBacklog(backlogs);
        return new ClaimedBatch(claimed, later, withoutRoom);
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
