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

/** The place of one caller's key: claimed by the request that does the work, and then holding its answer for a day. */
@Entity
@Table(name = "kept_answers")
@NamedQuery(
        name = "StoredResponse.fill",
        query = "update StoredResponse a set a.sealedAnswer = :answer where a.slot = :slot and a.claim = :claim")
@NamedQuery(
        name = "StoredResponse.free",
        query = "delete from StoredResponse a where a.slot = :slot and a.claim = :claim")
@NamedQuery(
        name = "StoredResponse.old",
        query = "select a.slot from StoredResponse a where a.expiresAt < :now order by a.expiresAt")
@NamedQuery(
        name = "StoredResponse.remove",
        query = "delete from StoredResponse a where a.slot in :slots and a.expiresAt < :now")
public class StoredResponse {

    /** How long an answer is given again. */
    static final Duration LIFE = Duration.ofHours(24);

    /** Longer than requests take. Whoever has claimed a key for so long without an answer has crashed. */
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);

    @Id
    private String slot;

    @Column(name = "request_hash")
    private String requestHash;

    /** Its id. */
    @SuppressWarnings("UnusedVariable") // the queries read it
    private String claim;

    @Column(name = "claimed_until")
    private Instant claimedUntil;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "sealed_answer")
    private @Nullable String sealedAnswer;

    protected StoredResponse() {}

    StoredResponse(IdempotencyClaim claim, Instant now) {
        this.slot = claim.slot();
        give(claim, now);
    }

    /**
     * Answers a claim of the same slot.
     *
     * @return the sealed answer to repeat; empty when the place is now the claim's
     * @throws Conflict when the key was used for another request
     * @throws InProgress while another request does the work
     */
    Optional<String> take(IdempotencyClaim other, Instant now) {
        if (now.isBefore(expiresAt)) {
            if (!requestHash.equals(other.requestHash())) {
                throw new Conflict("idempotency_conflict", "This Idempotency-Key was used for another request");
            }
            if (sealedAnswer != null) {
                return Optional.of(sealedAnswer);
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
        sealedAnswer = null;
    }
}
