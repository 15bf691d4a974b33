package org.agentwarden.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InProgress;
import org.jspecify.annotations.Nullable;

/** One caller's idempotency key: claimed by the request that does the work, then stored with its response for a day. */
@Entity
@Table(name = "stored_responses")
@NamedQuery(
        name = "StoredResponse.fill",
        query =
                "update StoredResponse a set a.sealedResponse = :response where a.keyHash = :keyHash and a.claim = :claim")
@NamedQuery(
        name = "StoredResponse.free",
        query = "delete from StoredResponse a where a.keyHash = :keyHash and a.claim = :claim")
@NamedQuery(
        name = "StoredResponse.old",
        query = "select a.keyHash from StoredResponse a where a.expiresAt < :now order by a.expiresAt")
@NamedQuery(
        name = "StoredResponse.remove",
        query = "delete from StoredResponse a where a.keyHash in :keyHashes and a.expiresAt < :now")
public class StoredResponse {

    /** How long an answer is given again. */
    static final Duration LIFE = Duration.ofHours(24);

    /** Longer than requests take. Whoever has claimed a key for so long without an answer has crashed. */
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);

    @Id
    @Column(name = "key_hash")
    private String keyHash;

    @Column(name = "request_hash")
    private String requestHash;

    /** Its id. */
    @SuppressWarnings("UnusedVariable") // the queries read it
    private String claim;

    @Column(name = "claimed_until")
    private Instant claimedUntil;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "sealed_response")
    private @Nullable String sealedResponse;

    protected StoredResponse() {}

    StoredResponse(IdempotencyClaim claim, Instant now) {
        this.keyHash = claim.keyHash();
        give(claim, now);
    }

    /**
     * Answers a claim of the same key.
     *
     * @return the sealed response to repeat; empty when the place is now the claim's
     * @throws Conflict when the key was used for another request
     * @throws InProgress while another request does the work
     */
    Optional<String> take(IdempotencyClaim other, Instant now) {
        if (now.isBefore(expiresAt)) {
            if (!requestHash.equals(other.requestHash())) {
                throw new Conflict("idempotency_conflict", "This Idempotency-Key was used for another request");
            }
            if (sealedResponse != null) {
                return Optional.of(sealedResponse);
            }
            if (now.isBefore(claimedUntil)) {
                throw new InProgress(
                        "idempotency_in_progress",
                        "A request with this Idempotency-Key has not been answered yet",
                        COME_BACK_AFTER);
            }
        }
        give(other, now);
        return Optional.empty();
    }

    private void give(IdempotencyClaim owner, Instant now) {
        requestHash = owner.requestHash();
        claim = owner.id();
        claimedUntil = now.plus(LEASE);
        expiresAt = now.plus(LIFE);
        sealedResponse = null;
    }
}
