package org.agentwarden.security.oidc;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.agentwarden.platform.ThrottledLog;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's keys. jose4j caches them, and fetches them again when they have become old and when a token names a key that
 * is not among them. What this class adds are limits for an issuer that is down, and for tokens with invented keys: at most
 * one attempt in five seconds, at most eight threads that wait for it, and keys that are used at most a day longer without
 * the issuer. Thread-safe.
 */
final class IssuerKeys extends HttpsJwks {

    /** Few of the threads that serve requests: tokens with invented keys must not occupy them all. */
    static final int MAX_WAITING = 8;

    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Duration MAX_AGE_WITHOUT_ISSUER = Duration.ofDays(1);
    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(IssuerKeys.class.getName()));

    private final SimpleGet documents;
    private final Duration maxAge;
    private final InstantSource clock;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    private volatile Instant fetchedAt = Instant.MIN;
    private Instant nextAttempt = Instant.MIN;
    private @Nullable SimpleResponse lastResponse;

    /**
     * @param location what {@code documents} is asked for
     * @param refresh how old keys may become before they are fetched again
     */
    IssuerKeys(String location, SimpleGet documents, Duration refresh, InstantSource clock) {
        super(location);
        this.documents = documents;
        this.maxAge = refresh.plus(MAX_AGE_WITHOUT_ISSUER);
        this.clock = clock;
        setSimpleHttpGet(this::fetch);
        setDefaultCacheDuration(refresh.toSeconds());
        setRetainCacheOnErrorDuration(RETRY.toSeconds());
        // Its own pause starts anew with each error, and hides it.
        setRefreshReprieveThreshold(0);
    }

    /** @throws IOException when the issuer is down and the keys known so far are too old or none */
    @Override
    public List<JsonWebKey> getJsonWebKeys() throws JoseException, IOException {
        if (fetchedAt.equals(Instant.MIN)) {
            // Without keys, jose4j would let all threads wait for those that one of them fetches.
            refresh();
        }
        List<JsonWebKey> keys = super.getJsonWebKeys();
        if (!clock.instant().isBefore(fetchedAt.plus(maxAge))) {
            throw new IOException("The keys were fetched at " + fetchedAt + " for the last time");
        }
        return keys;
    }

    /** @throws IOException when the issuer is down, or enough threads are waiting for it */
    @Override
    public void refresh() throws JoseException, IOException {
        if (!waiting.tryAcquire()) {
            throw new IOException("Enough requests wait for the issuer");
        }
        try {
            super.refresh();
        } finally {
            waiting.release();
        }
    }

    /** Called by one thread at a time. Within the pause, the last result counts. */
    private SimpleResponse fetch(String location) throws IOException {
        Instant now = clock.instant();
        if (!now.isBefore(nextAttempt)) {
            nextAttempt = now.plus(PAUSE);
            lastResponse = null;
            lastResponse = request(location);
            fetchedAt = now;
        }
        if (lastResponse == null) {
            throw new IOException("The last attempt to fetch the keys failed, the next may be made at " + nextAttempt);
        }
        return lastResponse;
    }

    private SimpleResponse request(String location) throws IOException {
        try {
            return documents.get(location);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "fetch", () -> "Can't fetch the identity provider's keys: " + e.getMessage());
            throw e;
        }
    }
}
