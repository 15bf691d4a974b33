package org.agentwarden.webhooks.engine;

import java.time.Instant;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.deliveries.ScheduledDelivery;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is not finished.
 *
 * @param claimNumber 0 when it is not claimed
 * @param leaseEnd not to be claimed before: the end of a claim, or the time of a retry that keeps its place
 * @param failingSince when the endpoint's deliveries began to fail
 */
public record PendingDelivery(
        String id,
        String endpointId,
        Instant dueAt,
        long claimNumber,
        @Nullable Instant leaseEnd,
        @Nullable Instant failingSince) {

    static final String SELECT =
            "select new org.agentwarden.webhooks.engine.PendingDelivery(d.id, d.endpointId, d.dueAt,"
                    + " d.claimNumber, d.leaseEnd, e.health.failingSince) from Delivery d"
                    + " left join WebhookEndpoint e on e.id = d.endpointId where d.id in :ids and d.dueAt is not null";

    /** Whether the endpoint's latest deliveries have failed. */
    boolean isFailing() {
        return failingSince != null;
    }

    boolean isClaimable(Instant now) {
        return !claimableAt().isAfter(now);
    }

    DeliveryRef ref() {
        return new DeliveryRef(id, endpointId);
    }

    ScheduledDelivery scheduled() {
        return new ScheduledDelivery(ref(), claimableAt());
    }

    private Instant claimableAt() {
        if (leaseEnd == null) {
            return dueAt;
        }
        Instant free = claimNumber == 0 ? leaseEnd : leaseEnd.plus(Lease.CLOCK_TOLERANCE);
        return free.isAfter(dueAt) ? free : dueAt;
    }
}
