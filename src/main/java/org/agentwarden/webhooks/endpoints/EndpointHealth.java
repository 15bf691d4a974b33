package org.agentwarden.webhooks.endpoints;

import java.time.Instant;
import java.util.Optional;

/**
 * How an endpoint does.
 *
 * @param status {@code healthy}, {@code failing} or {@code disabled}
 * @param since when it began to fail or was disabled
 * @param endedBy {@code user}, or {@code receiver} when it answered 410
 */
public record EndpointHealth(
        String status, Optional<Instant> since, Optional<String> reason, Optional<String> endedBy) {

    static EndpointHealth healthy() {
        return new EndpointHealth("healthy", Optional.empty(), Optional.empty(), Optional.empty());
    }

    static EndpointHealth failing(Instant since, Optional<String> reason) {
        return new EndpointHealth("failing", Optional.of(since), reason, Optional.empty());
    }

    static EndpointHealth disabled(DisabledBy by, Instant since) {
        return new EndpointHealth("disabled", Optional.of(since), Optional.of(by.reason()), Optional.of(by.wireName()));
    }

    public boolean isFailing() {
        return status.equals("failing");
    }
}
