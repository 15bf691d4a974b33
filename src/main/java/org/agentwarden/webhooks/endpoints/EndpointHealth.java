package org.agentwarden.webhooks.endpoints;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an endpoint is enabled, and whether it fails, which {@link EndpointHealthTracker} notes. */
@Embeddable
public class EndpointHealth {

    /** How long before the first failure an event may have been raised that has not been delivered either. */
    private static final Duration UNDER_WAY = Duration.ofHours(1);

    private boolean enabled;

    @Column(name = "disabled_by")
    @Enumerated(EnumType.STRING)
    private @Nullable DisabledBy disabledBy;

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    @Column(name = "failing_since")
    private @Nullable Instant failingSince;

    @Column(name = "failing_reason")
    private @Nullable String failingReason;

    @Column(name = "exhausted_in_a_row")
    private int exhaustedInARow;

    protected EndpointHealth() {}

    static EndpointHealth fresh() {
        EndpointHealth health = new EndpointHealth();
        health.enabled = true;
        return health;
    }

    /** A time after which deliveries may have been missed; empty if it is enabled and does not fail. */
    Optional<Instant> missedSince() {
        return Optional.ofNullable(failingSince == null ? disabledAt : failingSince)
                .map(since -> since.minus(UNDER_WAY));
    }

    /** Keeps who has disabled it first. */
    void disable(DisabledBy by, Instant now) {
        if (enabled) {
            enabled = false;
            disabledBy = by;
            disabledAt = now;
        }
    }

    boolean enabled() {
        return enabled;
    }

    Optional<DisabledBy> disabledBy() {
        return Optional.ofNullable(disabledBy);
    }

    HealthView health() {
        if (disabledBy != null && disabledAt != null) {
            return HealthView.disabled(disabledBy, disabledAt, Optional.ofNullable(failingReason));
        }
        return failingSince == null
                ? HealthView.healthy()
                : HealthView.failing(failingSince, Optional.ofNullable(failingReason));
    }
}
