package org.agentwarden.webhooks.scheduling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;

/**
 * Result of a search of an endpoint's backlog.
 *
 * @param more whether more deliveries wait
 * @param next when to search again; empty for as soon as there is room
 */
public record BacklogBatch(List<ClaimedDelivery> claimed, boolean more, DeliveryMode mode, Optional<Instant> next) {

    public static BacklogBatch nothing(DeliveryMode mode) {
        return new BacklogBatch(List.of(), false, mode, Optional.empty());
    }
}
