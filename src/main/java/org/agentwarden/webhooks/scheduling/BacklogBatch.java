package org.agentwarden.webhooks.scheduling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;

/**
 * What a search among the waiting deliveries of an endpoint has brought.
 *
 * @param more whether others wait, of which no hint need speak
 * @param next from when on to search again; empty for as soon as there is room
 */
public record BacklogBatch(List<ClaimedDelivery> claimed, boolean more, Pacing pacing, Optional<Instant> next) {

    /** How an endpoint's deliveries wait for each other. */
    public enum Pacing {
        /** They don't. */
        FREE,
        /** There is a limit of how many may be sent in a second; only a search finds what is let through. */
        LIMITED,
        /** Each waits for the outcome of the one before, so that the next search comes after it. */
        ONE_BY_ONE
    }

    public static BacklogBatch nothing(Pacing pacing) {
        return new BacklogBatch(List.of(), false, pacing, Optional.empty());
    }
}
