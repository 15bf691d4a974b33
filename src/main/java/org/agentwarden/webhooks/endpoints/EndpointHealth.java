package org.agentwarden.webhooks.endpoints;

import java.time.Instant;
import java.util.Optional;

/**
 * How an endpoint does.
 *
 * @param status {@code healthy}, {@code failing} or {@code disabled}
 * @param since when it began to fail or was disabled
 */
public record EndpointHealth(String status, Optional<Instant> since, Optional<String> reason) {

    public boolean isFailing() {
        return status.equals("failing");
    }
}
