package org.agentwarden.audit;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.agentwarden.audit.sealing.Checkpoint;
import org.agentwarden.audit.sealing.Flaw;
import org.agentwarden.audit.sealing.LogCheck;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.SealedRows;
import org.agentwarden.audit.sealing.Truncation;
import org.agentwarden.platform.ClusterLock;
import org.agentwarden.settings.Settings;

/**
 * Seals logs and checks them. A seal covers rows that are old enough for the transactions of their time to have ended, so
 * that none is added in between later.
 */
@Stateless
public class Seals {

    private static final int MOST_ROWS = 1_000;
    private static final int PAGE = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SealKey key;

    @Inject
    private LoggedDecisions decisions;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** What one step of sealing has come to. */
    public enum Step {
        /** As many rows as a seal covers: there may be more that are old enough. */
        FULL,
        /** What is left is too young, or is not there yet. */
        CAUGHT_UP,
        NOTHING_LEFT
    }

    /** A step, and the log's last seal after it. */
    public record Sealed(Step step, Optional<Seal> last) {}

    /** The organizations whose logs have rows. Looks at all of them: for the start. */
    public List<String> organizations() {
        return entities.createQuery("select distinct l.organizationId from LogEntry l", String.class)
                .getResultList();
    }

    /** Whether the log has the seal that the checkpoint remembers. */
    public boolean has(String organizationId, Checkpoint checkpoint) {
        return find(new SealNumber(organizationId, checkpoint.number()))
                .filter(seal -> seal.checkpoint().equals(checkpoint))
                .isPresent();
    }

    private Optional<Seal> find(SealNumber number) {
        return Optional.ofNullable(entities.find(LogSeal.class, number)).map(LogSeal::seal);
    }

    /** Seals the next rows, at most a thousand, in a transaction of its own. Nodes take turns. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Sealed sealNext(String organizationId) {
        ClusterLock.take(entities, ClusterLock.Name.SEALING);
        Optional<Seal> before = latest(organizationId);
        LogRange unsealed = LogRange.after(organizationId, before);
        Instant now = clock.instant();
        List<LogEntry> old = unsealed.rowsBefore(now.minus(settings.sealLogAfter()), entities, MOST_ROWS);
        if (old.isEmpty()) {
            return new Sealed(unsealed.isEmpty(entities) ? Step.NOTHING_LEFT : Step.CAUGHT_UP, before);
        }
        Seal seal = Seal.over(organizationId, before, SealedMembers.after(before, old), key::sign);
        entities.persist(new LogSeal(seal, now));
        return new Sealed(old.size() == MOST_ROWS ? Step.FULL : Step.CAUGHT_UP, Optional.of(seal));
    }

    /**
     * Checks a whole log, but for the rows that were retired.
     *
     * @param checkpoints what is known of it from outside the database
     */
    public Verification verify(String organizationId, List<Checkpoint> checkpoints) {
        Optional<Truncation> retirement = retirement(organizationId);
        Verification verification = verify(organizationId, retirement, checkpoints);
        // What is missing may have been retired just now.
        boolean again =
                verification.flaw().isPresent() && !retirement(organizationId).equals(retirement);
        return again ? verify(organizationId, checkpoints) : verification;
    }

    private Verification verify(String organizationId, Optional<Truncation> retirement, List<Checkpoint> checkpoints) {
        LogCheck check = new LogCheck(key.verificationKey(), retirement, checkpoints);
        Optional<Flaw> forged = check.begin();
        if (forged.isPresent()) {
            return Verification.of(check, forged, 0, Optional.empty());
        }
        List<Seal> page = after(organizationId, check.last());
        while (!page.isEmpty()) {
            for (Seal seal : page) {
                Optional<Flaw> flaw = check.check(seal, () -> rowsOf(check, seal, retirement));
                if (flaw.isPresent()) {
                    return Verification.of(check, flaw, 0, retirement);
                }
                entities.clear();
            }
            page = after(organizationId, check.last());
        }
        Optional<Flaw> end = check.end()
                .or(() -> decisions
                        .unlogged(organizationId, retirement.map(Truncation::retainedSince))
                        .map(approval -> new Flaw(Flaw.Kind.UNLOGGED, check.seals(), Optional.of(approval))));
        long unsealed = LogRange.after(organizationId, check.last()).count(entities);
        return Verification.of(check, end, unsealed, retirement);
    }

    /** There must be no row up to the last seal that is retired; this is seen there, for all of them at once. */
    private SealedRows rowsOf(LogCheck check, Seal seal, Optional<Truncation> retirement) {
        if (!check.isRetired(seal)) {
            return rowsBetween(check.last(), seal);
        }
        boolean isLastRetired =
                retirement.filter(note -> note.number() == seal.number()).isPresent();
        List<LogEntry> rows =
                isLastRetired ? LogRange.between(Optional.empty(), seal).rows(entities, 1) : List.of();
        return SealedMembers.after(check.last(), rows);
    }

    /** The rows that a seal covers, and one more if there are too many. */
    private SealedRows rowsBetween(Optional<Seal> before, Seal seal) {
        return SealedMembers.after(before, LogRange.between(before, seal).rows(entities, MOST_ROWS + 1));
    }

    /**
     * Checks a seal and the rows that it covers.
     *
     * @param before the seal before it
     */
    public Optional<Flaw.Kind> flaw(Optional<Seal> before, Seal seal) {
        return seal.flaw(before, () -> rowsBetween(before, seal), key.verificationKey());
    }

    /** The latest note of what was removed from a log; not checked. */
    public Optional<Truncation> retirement(String organizationId) {
        return entities.createNamedQuery("LogTruncation.latest", LogTruncation.class)
                .setParameter("organization", organizationId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(LogTruncation::truncation);
    }

    /** The seal up to which a note says that rows were removed; empty when the note or the seal is not ours. */
    public Optional<Seal> sealOf(Truncation retirement) {
        return find(new SealNumber(retirement.organizationId(), retirement.number()))
                .filter(seal -> retirement.isSignedBy(key.verificationKey())
                        && seal.isSignedBy(key.verificationKey())
                        && seal.checkpoint().equals(retirement.checkpoint()));
    }

    /** The last seal of a log. */
    public Optional<Seal> latest(String organizationId) {
        return entities.createNamedQuery("LogSeal.latest", LogSeal.class)
                .setParameter("organization", organizationId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(LogSeal::seal);
    }

    /** The next seals of a log, at most a hundred. */
    public List<Seal> after(String organizationId, Optional<Seal> before) {
        return entities.createNamedQuery("LogSeal.after", LogSeal.class)
                .setParameter("organization", organizationId)
                .setParameter("number", before.map(Seal::number).orElse(0L))
                .setMaxResults(PAGE)
                .getResultStream()
                .map(LogSeal::seal)
                .toList();
    }

    /** The next rows of a part of a log, in the order in which they are sealed. */
    public List<LogEntry> rows(LogRange part, int most) {
        return part.rows(entities, most);
    }
}
