package org.agentwarden.security.oidc;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.http.Unavailable;
import org.jose4j.jwk.JsonWebKey;

/**
 * The issuer's keys, fetched when somebody first needs them, when they have become old, and when a token names one that is
 * not among them; at most once in five seconds, so that invented names cost the issuer little. While the issuer can't be
 * reached, old keys go on counting for a day. Few requests wait for it; the others are answered at once. Safe for threads.
 */
final class IssuerKeys {

    /** Of the requests that are let in at once; those that need no issuer must find room. */
    static final int MOST_WAITING = 8;

    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(IssuerKeys.class.getName()));
    private static final Duration LONGEST_TRUST = Duration.ofDays(1);
    private static final int PATIENCE_SECONDS = 10;

    private final Supplier<CompletableFuture<List<JsonWebKey>>> fetch;
    private final Duration refresh;
    private final InstantSource clock;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    private volatile Known known = new Known(List.of(), Instant.EPOCH);
    private CompletableFuture<Boolean> look = CompletableFuture.completedFuture(false);
    private Instant nextLook = Instant.EPOCH;

    private record Known(List<JsonWebKey> keys, Instant fetchedAt) {

        boolean has(Optional<String> id) {
            return id.isEmpty()
                    ? !keys.isEmpty()
                    : keys.stream().anyMatch(key -> id.get().equals(key.getKeyId()));
        }

        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(fetchedAt.plus(age));
        }
    }

    /**
     * @param fetch begins to fetch the keys and returns at once; what it begins must end by itself
     * @param refresh how old keys may become before they are fetched again
     */
    IssuerKeys(Supplier<CompletableFuture<List<JsonWebKey>>> fetch, Duration refresh, InstantSource clock) {
        this.fetch = fetch;
        this.refresh = refresh;
        this.clock = clock;
    }

    /**
     * All keys, with the wanted one among them if the issuer has it.
     *
     * @param id the key's id; empty when any may be the right one
     * @throws Unavailable when the wanted key is not known and the issuer can't be asked
     */
    List<JsonWebKey> with(Optional<String> id) {
        Instant now = clock.instant();
        Known before = known;
        if (before.has(id) && before.isYoungerThan(refresh, now)) {
            return before.keys();
        }
        boolean isUpToDate = await(lookAt(now));
        Known after = known;
        boolean isBelieved = after.has(id) && after.isYoungerThan(LONGEST_TRUST, now);
        if (!isUpToDate && !isBelieved) {
            throw new Unavailable("identity_provider_unavailable", "The identity provider can't be reached");
        }
        return after.keys();
    }

    /** The look that is under way, a new one, or the last one when that was just now: whether it succeeded. */
    private synchronized CompletableFuture<Boolean> lookAt(Instant now) {
        if (look.isDone() && !now.isBefore(nextLook)) {
            nextLook = now.plus(PAUSE);
            look = fetch.get().handle((keys, failure) -> {
                if (failure != null) {
                    LOG.log(
                            Level.WARNING,
                            "fetch",
                            () -> "The keys of the identity provider can not be fetched: " + failure);
                    return false;
                }
                known = new Known(List.copyOf(keys), now);
                return true;
            });
        }
        return look;
    }

    private boolean await(CompletableFuture<Boolean> current) {
        if (current.isDone()) {
            return current.getNow(false);
        }
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            return current.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } finally {
            waiting.release();
        }
    }
}
