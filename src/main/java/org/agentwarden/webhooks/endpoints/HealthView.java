package org.agentwarden.webhooks.endpoints;

import java.time.Instant;
import java.util.Optional;

/**
 * Health of an endpoint.
 *
 * @param status {@code healthy}, {@code failing} or {@code disabled}
 * @param since when it began to fail or was disabled
 * @param endedBy {@code user}, {@code receiver} (410 Gone) or {@code rule}
 */
public record HealthView(String status, Optional<Instant> since, Optional<String> reason, Optional<String> endedBy) {

    static HealthView healthy() {
        return new HealthView("healthy", Optional.empty(), Optional.empty(), Optional.empty());
    }

    static HealthView failing(Instant since, Optional<String> reason) {
        return new HealthView("failing", Optional.of(since), reason, Optional.empty());
    }

    /** @param failure how it failed before, if it did */
    static HealthView disabled(DisabledBy by, Instant since, Optional<String> failure) {
        String reason = by == DisabledBy.RULE
                ? by.reason() + failure.map(text -> ": " + text).orElse("")
                : by.reason();
        return new HealthView("disabled", Optional.of(since), Optional.of(reason), Optional.of(by.wireName()));
    }

    public boolean isFailing() {
        return status.equals("failing");
    }
}
