package org.agentwarden.webhooks.deliveries;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attempts were recorded; raised once a batch, in the transaction that does it. */
public record AttemptsRecorded(List<Recorded> attempts) {

    /** One attempt; {@code next} is when the next one is due, empty when none follows. */
    public record Recorded(ClaimedDelivery delivery, AttemptOutcome outcome, Optional<Instant> next) {}
}
