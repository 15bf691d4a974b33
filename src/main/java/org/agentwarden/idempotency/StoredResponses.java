package org.agentwarden.idempotency;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.DuplicateKey;
import org.agentwarden.platform.LostRace;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InProgress;
import org.agentwarden.security.SecretBox;

/**
 * Keeps answers in the database, sealed, because some show a secret this once. Each step is a short transaction of its
 * own, and holds over all nodes: of requests that come at once, the one whose row goes in does the work.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class StoredResponses {

    private static final int STEP = 500;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SecretBox box;

    @Inject
    private InstantSource clock;

    /**
     * Asks to do the work.
     *
     * @return the answer to give instead, if it was done before
     * @throws Conflict when the key was used for another request
     * @throws InProgress while another request does the work
     * @throws LostRace when another request was the first at this very moment
     */
    public Optional<ReplayedResponse> claim(IdempotencyClaim claim) {
        Instant now = clock.instant();
        StoredResponse kept = entities.find(StoredResponse.class, claim.keyHash(), LockModeType.PESSIMISTIC_WRITE);
        if (kept == null) {
            insert(new StoredResponse(claim, now));
            return Optional.empty();
        }
        return kept.take(claim, now).map(answer -> open(answer, claim));
    }

    private void insert(StoredResponse first) {
        try {
            entities.persist(first);
            entities.flush();
        } catch (PersistenceException e) {
            throw DuplicateKey.isBehind(e) ? new LostRace(e) : e;
        }
    }

    /** The key that has sealed it may have been replaced and removed within the day. */
    private ReplayedResponse open(String sealedResponse, IdempotencyClaim claim) {
        try {
            return ReplayedResponse.parse(box.open(sealedResponse, claim.keyHash()));
        } catch (IllegalStateException e) {
            throw new Conflict("idempotency_conflict", "This was done before, but its answer can't be read any more");
        }
    }

    /** The work is done: from now on this is the answer, unless the claim was lost meanwhile. */
    public void keep(IdempotencyClaim claim, ReplayedResponse answer) {
        entities.createNamedQuery("StoredResponse.fill")
                .setParameter("response", box.seal(answer.text(), claim.keyHash()))
                .setParameter("keyHash", claim.keyHash())
                .setParameter("claim", claim.id())
                .executeUpdate();
    }

    /** The work was not done: the next request with this key may do it. */
    public void free(IdempotencyClaim claim) {
        entities.createNamedQuery("StoredResponse.free")
                .setParameter("keyHash", claim.keyHash())
                .setParameter("claim", claim.id())
                .executeUpdate();
    }

    /** Removes at most 500 answers that are older than a day. @return whether there may be others */
    public boolean removeOld() {
        Instant now = clock.instant();
        List<String> old = entities.createNamedQuery("StoredResponse.old", String.class)
                .setParameter("now", now)
                .setMaxResults(STEP)
                .getResultList();
        if (!old.isEmpty()) {
            entities.createNamedQuery("StoredResponse.remove")
                    .setParameter("keyHashes", old)
                    .setParameter("now", now)
                    .executeUpdate();
        }
        return old.size() == STEP;
    }
}
