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
import org.agentwarden.audit.Verification.Flaw;
import org.agentwarden.audit.Verification.Kind;
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
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** What one step of sealing has come to. */
    public enum Step {
        SEALED,
        /** There are rows, but they are too young. */
        TOO_EARLY,
        NOTHING_LEFT
    }

    /** A step, and the log's last seal after it. */
    public record Sealed(Step step, Optional<LogSeal> last) {}

    /** The organizations whose logs have rows. Looks at all of them: for the start. */
    public List<String> organizations() {
        return entities.createNamedQuery("LogEntry.organizations", String.class).getResultList();
    }

    /** Whether the log has the seal that the checkpoint remembers. */
    public boolean has(String organizationId, Checkpoint checkpoint) {
        LogSeal seal = entities.find(LogSeal.class, new SealNumber(organizationId, checkpoint.number()));
        return seal != null && seal.checkpoint().equals(checkpoint);
    }

    /** Seals the next rows, at most a thousand, in a transaction of its own. Among rival nodes one commits. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Sealed sealNext(String organizationId) {
        Optional<LogSeal> before = latest(organizationId);
        List<LogEntry> rows = rowsAfter(organizationId, before, Optional.empty(), MOST_ROWS);
        Instant now = clock.instant();
        Instant youngest = now.minus(settings.sealLogAfter());
        List<LogEntry> old = rows.stream()
                .takeWhile(row -> row.createdAt().isBefore(youngest))
                .toList();
        if (old.isEmpty()) {
            return new Sealed(rows.isEmpty() ? Step.NOTHING_LEFT : Step.TOO_EARLY, before);
        }
        LogSeal seal = new LogSeal(organizationId, before, old, key, now);
        entities.persist(seal);
        return new Sealed(Step.SEALED, Optional.of(seal));
    }

    /**
     * Checks a whole log.
     *
     * @param checkpoints what is known of it from outside the database
     */
    public Verification verify(String organizationId, List<Checkpoint> checkpoints) {
        Optional<LogSeal> last = Optional.empty();
        long rows = 0;
        List<LogSeal> page = sealsAfter(organizationId, 0);
        while (!page.isEmpty()) {
            for (LogSeal seal : page) {
                Optional<Flaw> flaw = flaw(organizationId, last, seal, checkpoints);
                if (flaw.isPresent()) {
                    return new Verification(flaw, number(last), rows, 0, last);
                }
                last = Optional.of(seal);
                rows += seal.rowCount();
                entities.clear();
            }
            page = sealsAfter(organizationId, number(last));
        }
        long seals = number(last);
        Optional<Flaw> cut = checkpoints.stream()
                .filter(checkpoint -> checkpoint.number() > seals)
                .map(checkpoint -> new Flaw(Kind.TRUNCATED, seals + 1))
                .findFirst();
        return new Verification(cut, seals, rows, countAfter(organizationId, last), last);
    }

    private Optional<Flaw> flaw(
            String organizationId, Optional<LogSeal> before, LogSeal seal, List<Checkpoint> checkpoints) {
        long expected = number(before) + 1;
        if (seal.number() != expected || !seal.isSignedBy(key)) {
            return Optional.of(new Flaw(Kind.FORGED, expected));
        }
        List<LogEntry> rows = rowsAfter(organizationId, before, Optional.of(seal), MOST_ROWS + 1);
        if (rows.size() != seal.rowCount()) {
            Kind kind = rows.size() < seal.rowCount() ? Kind.REMOVED : Kind.INSERTED;
            return Optional.of(new Flaw(kind, expected));
        }
        if (!seal.covers(before, rows)) {
            return Optional.of(new Flaw(Kind.CHANGED, expected));
        }
        boolean replaced = checkpoints.stream()
                .anyMatch(checkpoint ->
                        checkpoint.number() == expected && !checkpoint.hash().equals(seal.hash()));
        return replaced ? Optional.of(new Flaw(Kind.TRUNCATED, expected)) : Optional.empty();
    }

    private static long number(Optional<LogSeal> seal) {
        return seal.map(LogSeal::number).orElse(0L);
    }

    private Optional<LogSeal> latest(String organizationId) {
        return entities.createNamedQuery("LogSeal.latest", LogSeal.class)
                .setParameter("organization", organizationId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    private List<LogSeal> sealsAfter(String organizationId, long number) {
        return entities.createNamedQuery("LogSeal.after", LogSeal.class)
                .setParameter("organization", organizationId)
                .setParameter("number", number)
                .setMaxResults(PAGE)
                .getResultList();
    }

    /** The rows behind one seal, up to the last one of another, in the order in which they are sealed. */
    private List<LogEntry> rowsAfter(String organizationId, Optional<LogSeal> before, Optional<LogSeal> end, int most) {
        return entities.createNamedQuery("LogEntry.between", LogEntry.class)
                .setParameter("organization", organizationId)
                .setParameter("time", before.map(LogSeal::lastCreatedAt).orElse(Instant.EPOCH))
                .setParameter("id", before.map(LogSeal::lastId).orElse(""))
                .setParameter("endTime", end.map(LogSeal::lastCreatedAt).orElse(LogEntry.END_OF_TIME))
                .setParameter("endId", end.map(LogSeal::lastId).orElse(""))
                .setMaxResults(most)
                .getResultList();
    }

    private long countAfter(String organizationId, Optional<LogSeal> last) {
        return entities.createNamedQuery("LogEntry.countAfter", Long.class)
                .setParameter("organization", organizationId)
                .setParameter("time", last.map(LogSeal::lastCreatedAt).orElse(Instant.EPOCH))
                .setParameter("id", last.map(LogSeal::lastId).orElse(""))
                .getSingleResult();
    }
}
