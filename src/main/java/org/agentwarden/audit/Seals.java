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
import java.util.stream.Stream;
import org.agentwarden.audit.Verification.Flaw;
import org.agentwarden.audit.Verification.Kind;
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
    public record Sealed(Step step, Optional<LogSeal> last) {}

    /** The organizations whose logs have rows. Looks at all of them: for the start. */
    public List<String> organizations() {
        return entities.createQuery("select distinct l.organizationId from LogEntry l", String.class)
                .getResultList();
    }

    /** Whether the log has the seal that the checkpoint remembers. */
    public boolean has(String organizationId, Checkpoint checkpoint) {
        LogSeal seal = entities.find(LogSeal.class, new SealNumber(organizationId, checkpoint.number()));
        return seal != null && seal.checkpoint().equals(checkpoint);
    }

    /** Seals the next rows, at most a thousand, in a transaction of its own. Nodes take turns. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Sealed sealNext(String organizationId) {
        ClusterLock.take(entities, ClusterLock.Name.SEALING);
        Optional<LogSeal> before = latest(organizationId);
        LogRange unsealed = LogRange.after(organizationId, before);
        Instant now = clock.instant();
        List<LogEntry> old = unsealed.rowsBefore(now.minus(settings.sealLogAfter()), entities, MOST_ROWS);
        if (old.isEmpty()) {
            return new Sealed(unsealed.isEmpty(entities) ? Step.NOTHING_LEFT : Step.CAUGHT_UP, before);
        }
        LogSeal seal = new LogSeal(organizationId, before, old, key, now);
        entities.persist(seal);
        return new Sealed(old.size() == MOST_ROWS ? Step.FULL : Step.CAUGHT_UP, Optional.of(seal));
    }

    /**
     * Checks a whole log, but for the rows that were retired.
     *
     * @param checkpoints what is known of it from outside the database
     */
    public Verification verify(String organizationId, List<Checkpoint> checkpoints) {
        Optional<LogTruncation> retirement = retirement(organizationId);
        Verification verification = verify(organizationId, retirement, checkpoints);
        // What is missing may have been retired just now.
        boolean again = verification.flaw().isPresent() && number(retirement(organizationId)) != number(retirement);
        return again ? verify(organizationId, checkpoints) : verification;
    }

    private Verification verify(
            String organizationId, Optional<LogTruncation> retirement, List<Checkpoint> checkpoints) {
        if (retirement.filter(note -> !note.isSignedBy(key)).isPresent()) {
            Optional<Flaw> forged = Optional.of(new Flaw(Kind.FORGED, number(retirement)));
            return new Verification(forged, 0, 0, 0, 0, Optional.empty(), Optional.empty());
        }
        List<Checkpoint> known = Stream.concat(checkpoints.stream(), retirement.map(LogTruncation::checkpoint).stream())
                .toList();
        Optional<LogSeal> last = Optional.empty();
        long rows = 0;
        long retiredRows = 0;
        List<LogSeal> page = after(organizationId, last);
        while (!page.isEmpty()) {
            for (LogSeal seal : page) {
                boolean retired = seal.number() <= number(retirement);
                Optional<Kind> kind = retired ? flawOfRetired(last, seal, number(retirement)) : flaw(last, seal);
                kind = kind.or(() -> isReplaced(seal, known) ? Optional.of(Kind.TRUNCATED) : Optional.empty());
                if (kind.isPresent()) {
                    Flaw flaw = new Flaw(kind.get(), sealNumber(last) + 1);
                    return new Verification(
                            Optional.of(flaw), sealNumber(last), rows, retiredRows, 0, last, retirement);
                }
                last = Optional.of(seal);
                rows += retired ? 0 : seal.rowCount();
                retiredRows += retired ? seal.rowCount() : 0;
                entities.clear();
            }
            page = after(organizationId, last);
        }
        long seals = sealNumber(last);
        Optional<Flaw> end = known.stream()
                .filter(checkpoint -> checkpoint.number() > seals)
                .map(checkpoint -> new Flaw(Kind.TRUNCATED, seals + 1))
                .findFirst()
                .or(() -> decisions
                        .unlogged(organizationId, retirement.map(LogTruncation::retainedSince))
                        .map(approval -> new Flaw(Kind.UNLOGGED, seals, Optional.of(approval))));
        return new Verification(
                end,
                seals,
                rows,
                retiredRows,
                LogRange.after(organizationId, last).count(entities),
                last,
                retirement);
    }

    /**
     * Checks a seal and the rows that it covers.
     *
     * @param before the seal before it
     */
    public Optional<Kind> flaw(Optional<LogSeal> before, LogSeal seal) {
        if (!follows(before, seal)) {
            return Optional.of(Kind.FORGED);
        }
        List<LogEntry> rows = LogRange.between(before, seal).rows(entities, MOST_ROWS + 1);
        if (rows.size() != seal.rowCount()) {
            return Optional.of(rows.size() < seal.rowCount() ? Kind.REMOVED : Kind.INSERTED);
        }
        return seal.covers(before, rows) ? Optional.empty() : Optional.of(Kind.CHANGED);
    }

    /** There must be no row up to the last seal that is retired; this is seen there, for all of them at once. */
    private Optional<Kind> flawOfRetired(Optional<LogSeal> before, LogSeal seal, long lastRetired) {
        if (!follows(before, seal)) {
            return Optional.of(Kind.FORGED);
        }
        boolean inserted = seal.number() == lastRetired
                && !LogRange.between(Optional.empty(), seal).isEmpty(entities);
        return inserted ? Optional.of(Kind.INSERTED) : Optional.empty();
    }

    private boolean follows(Optional<LogSeal> before, LogSeal seal) {
        return seal.number() == sealNumber(before) + 1 && seal.isSignedBy(key);
    }

    private static boolean isReplaced(LogSeal seal, List<Checkpoint> known) {
        return known.stream()
                .anyMatch(checkpoint -> checkpoint.number() == seal.number()
                        && !checkpoint.hash().equals(seal.hash()));
    }

    /** The latest note of what was removed from a log; not checked. */
    public Optional<LogTruncation> retirement(String organizationId) {
        return entities.createNamedQuery("LogTruncation.latest", LogTruncation.class)
                .setParameter("organization", organizationId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The seal up to which a note says that rows were removed; empty when the note or the seal is not ours. */
    public Optional<LogSeal> sealOf(LogTruncation retirement) {
        SealNumber number = new SealNumber(retirement.organizationId(), retirement.number());
        return Optional.ofNullable(entities.find(LogSeal.class, number))
                .filter(seal -> retirement.isSignedBy(key)
                        && seal.isSignedBy(key)
                        && seal.checkpoint().equals(retirement.checkpoint()));
    }

    private static long number(Optional<LogTruncation> retirement) {
        return retirement.map(LogTruncation::number).orElse(0L);
    }

    private static long sealNumber(Optional<LogSeal> seal) {
        return seal.map(LogSeal::number).orElse(0L);
    }

    private Optional<LogSeal> latest(String organizationId) {
        return entities.createNamedQuery("LogSeal.latest", LogSeal.class)
                .setParameter("organization", organizationId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The next seals of a log, at most a hundred. */
    public List<LogSeal> after(String organizationId, Optional<LogSeal> before) {
        return entities.createNamedQuery("LogSeal.after", LogSeal.class)
                .setParameter("organization", organizationId)
                .setParameter("number", sealNumber(before))
                .setMaxResults(PAGE)
                .getResultList();
    }
}
