package org.agentwarden.webhooks.deliveries;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to a receiver and what came of it; never changed. */
@Entity
@IdClass(AttemptKey.class)
@Table(name = "attempts")
public class Attempt {

    @Id
    @Column(name = "delivery_id")
    private String deliveryId;

    @Id
    private int attempt;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "duration_ms")
    private long durationMillis;

    @Column(name = "status_code")
    private @Nullable Integer statusCode;

    private @Nullable String error;

    @Column(name = "response_body")
    private @Nullable String responseBody;

    @Column(name = "next_attempt_at")
    private @Nullable Instant nextAttemptAt;

    protected Attempt() {}

    public Attempt(String deliveryId, int attempt, AttemptOutcome outcome, Optional<Instant> nextAttemptAt) {
        this.deliveryId = deliveryId;
        this.attempt = attempt;
        this.startedAt = outcome.exchange().startedAt();
        this.durationMillis = outcome.exchange().duration().toMillis();
        this.statusCode = outcome.statusCode().orElse(null);
        this.error = outcome.error().orElse(null);
        this.responseBody = outcome.responseBody().orElse(null);
        this.nextAttemptAt = nextAttemptAt.orElse(null);
    }

    public String deliveryId() {
        return deliveryId;
    }

    /** 1 for the first. */
    public int attempt() {
        return attempt;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public long durationMillis() {
        return durationMillis;
    }

    public Optional<Integer> statusCode() {
        return Optional.ofNullable(statusCode);
    }

    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    public Optional<String> responseBody() {
        return Optional.ofNullable(responseBody);
    }

    public Optional<Instant> nextAttemptAt() {
        return Optional.ofNullable(nextAttemptAt);
    }
}
