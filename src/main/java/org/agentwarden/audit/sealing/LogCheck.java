package org.agentwarden.audit.sealing;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Checks one log against its seals: {@link #begin}, {@link #check} with each seal in the order of the log, {@link #end}.
 * The first flaw ends it. Not safe for threads.
 */
public final class LogCheck {

    private final VerificationKey key;
    private final Optional<Truncation> truncation;
    private final List<Checkpoint> known;
    private Optional<Seal> last = Optional.empty();
    private long sealedRows;
    private long retiredRows;

    /**
     * A check from the beginning of the log.
     *
     * @param truncation the latest note of what was removed because of its age
     * @param checkpoints what is known of the log from elsewhere
     */
    public LogCheck(VerificationKey key, Optional<Truncation> truncation, List<Checkpoint> checkpoints) {
        this.key = key;
        this.truncation = truncation;
        this.known = Stream.concat(checkpoints.stream(), truncation.map(Truncation::checkpoint).stream())
                .toList();
    }

    /** Checks the note of what was removed. */
    public Optional<Flaw> begin() {
        return truncation.filter(note -> !note.isSignedBy(key)).map(note -> new Flaw(Flaw.Kind.FORGED, note.number()));
    }

    /** Whether the rows of a seal were removed because of their age. */
    public boolean isRetired(Seal seal) {
        return seal.number() <= lastRetired();
    }

    /**
     * Checks the next seal.
     *
     * @param rows those that there are after the seal before it; of a retired seal there must be none
     */
    public Optional<Flaw> check(Seal seal, Supplier<SealedRows> rows) {
        boolean retired = isRetired(seal);
        Optional<Flaw.Kind> kind =
                (retired ? flawOfRetired(seal, rows) : seal.flaw(last, rows, key)).or(() -> flawOfCheckpoint(seal));
        if (kind.isPresent()) {
            return Optional.of(new Flaw(kind.get(), seals() + 1));
        }
        last = Optional.of(seal);
        sealedRows += retired ? 0 : seal.rowCount();
        retiredRows += retired ? seal.rowCount() : 0;
        return Optional.empty();
    }

    private Optional<Flaw.Kind> flawOfRetired(Seal seal, Supplier<SealedRows> rows) {
        if (!seal.follows(last, key)) {
            return Optional.of(Flaw.Kind.FORGED);
        }
        return rows.get().count() > 0 ? Optional.of(Flaw.Kind.INSERTED) : Optional.empty();
    }

    private Optional<Flaw.Kind> flawOfCheckpoint(Seal seal) {
        boolean replaced = known.stream()
                .anyMatch(checkpoint -> checkpoint.number() == seal.number()
                        && !checkpoint.hash().equals(seal.hash()));
        return replaced ? Optional.of(Flaw.Kind.TRUNCATED) : Optional.empty();
    }

    /** Checks that no seal is missing at the end. */
    public Optional<Flaw> end() {
        return known.stream().anyMatch(checkpoint -> checkpoint.number() > seals())
                ? Optional.of(new Flaw(Flaw.Kind.TRUNCATED, seals() + 1))
                : Optional.empty();
    }

    /** How many seals were found good. */
    public long seals() {
        return Seal.numberOf(last);
    }

    /** The last good seal. */
    public Optional<Seal> last() {
        return last;
    }

    /** How many rows of the good seals are there. */
    public long sealedRows() {
        return sealedRows;
    }

    /** How many rows of the good seals were removed because of their age. */
    public long retiredRows() {
        return retiredRows;
    }

    private long lastRetired() {
        return truncation.map(Truncation::number).orElse(0L);
    }
}
