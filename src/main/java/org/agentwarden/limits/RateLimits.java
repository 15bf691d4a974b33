package org.agentwarden.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests in periods of a minute, which begin with the first request. In memory: each node counts for itself, and
 * a restart begins anew. Of more askers than fit the ones that were heard of least are forgotten. Safe for threads.
 */
@ApplicationScoped
public class RateLimits {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** A bucket that nobody has touched for so long is full: to forget it changes nothing. */
    private static final Duration IDLE = PERIOD.multipliedBy(2);

    private static final int MOST_ASKERS = 100_000;

    private final Cache<Asker, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(IDLE)
            .maximumSize(MOST_ASKERS)
            .build();
    private final InstantSource clock;

    /** A changed limit counts anew. */
    private record Asker(String name, int perMinute) {}

    @Inject
    public RateLimits(InstantSource clock) {
        this.clock = clock;
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    RateLimits() {
        this.clock = null;
    }

    /** Consumes one request from the asker's limit. */
    Quota take(String asker, int perMinute) {
        return take(asker, perMinute, 1);
    }

    /** Consumes so many requests from the asker's limit, or none of them. */
    Quota take(String asker, int perMinute, int requests) {
        ConsumptionProbe probe =
                buckets.get(new Asker(asker, perMinute), this::bucket).tryConsumeAndReturnRemaining(requests);
        Optional<Duration> retryAfter =
                probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        return new Quota(
                perMinute,
                probe.getRemainingTokens(),
                clock.instant().plusNanos(probe.getNanosToWaitForReset()),
                retryAfter);
    }

    /** Returns a request that was consumed. */
    void giveBack(String asker, int perMinute) {
        buckets.get(new Asker(asker, perMinute), this::bucket).addTokens(1);
    }

    /** How long a request would have to wait, without consuming it; empty when the limit has room for it. */
    Optional<Duration> timeUntilRoom(String asker, int perMinute) {
        EstimationProbe probe =
                buckets.get(new Asker(asker, perMinute), this::bucket).estimateAbilityToConsume(1);
        return probe.canBeConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(Asker asker) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(asker.perMinute()).refillIntervally(asker.perMinute(), PERIOD))
                .withCustomTimePrecision(new ClockMeter(clock))
                .build();
    }

    private record ClockMeter(InstantSource clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
