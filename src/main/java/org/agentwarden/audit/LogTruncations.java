package org.agentwarden.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.Truncation;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.settings.Settings;

/**
 * Removes the old rows of logs, from seal to seal, and leaves a signed note of it. Rows that are not what was sealed
 * stay, and all that follow them: they are the proof.
 */
@Stateless
public class LogTruncations {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(LogTruncations.class.getName()));

    /** As many rows as a step removes, if one seal does not cover more. */
    private static final int STEP = 500;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Seals seals;

    @Inject
    private SealKey key;

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /**
     * Removes the oldest rows of a log in a transaction of its own. Rivals, on whatever node, remove them once.
     *
     * A row is kept by the longest rule of all plans that the organization has had since it was written. What must be kept
     * keeps all rows after it.
     *
     * @return whether any were removed
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean retireNext(String organizationId) {
        if (!organizations.isActive(organizationId)) {
            return false;
        }
        Instant now = clock.instant();
        Optional<Truncation> latest = seals.retirement(organizationId);
        Optional<Seal> start = latest.flatMap(seals::sealOf);
        if (latest.isPresent() && start.isEmpty()) {
            warn(organizationId);
            return false;
        }
        Instant oldestRow = start.map(Seal::lastCreatedAt).orElse(Instant.EPOCH);
        return settings.retention()
                .longestOf(organizations.plansSince(organizationId, oldestRow))
                .filter(life -> retire(organizationId, start, life, now))
                .isPresent();
    }

    private boolean retire(String organizationId, Optional<Seal> start, Duration life, Instant now) {
        Optional<Seal> end = lastOld(organizationId, start, now.minus(life));
        end.ifPresent(seal -> {
            LogRange.between(start, seal).remove(entities);
            entities.persist(new LogTruncation(Truncation.upTo(seal, life, now, key::sign)));
        });
        return end.isPresent();
    }

    /** The last seal of about as many rows as a step removes, all of them old and as they were sealed. */
    private Optional<Seal> lastOld(String organizationId, Optional<Seal> start, Instant oldest) {
        Optional<Seal> last = Optional.empty();
        Optional<Seal> before = start;
        int rows = 0;
        for (Seal seal : seals.after(organizationId, before)) {
            boolean fits = last.isEmpty() || rows + seal.rowCount() <= STEP;
            if (!fits || !seal.lastCreatedAt().isBefore(oldest)) {
                return last;
            }
            if (seals.flaw(before, seal).isPresent()) {
                warn(organizationId);
                return last;
            }
            entities.clear();
            rows += seal.rowCount();
            last = Optional.of(seal);
            before = last;
        }
        return last;
    }

    private static void warn(String organizationId) {
        LOG.log(
                Level.WARNING,
                organizationId,
                () -> "The log of " + organizationId
                        + " is not what was sealed; its old rows are kept. GET /api/logs/verify says more");
    }
}
