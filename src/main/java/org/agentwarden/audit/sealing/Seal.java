package org.agentwarden.audit.sealing;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Vouches for a stretch of an organization's log, and through the hash of the seal before it for all that precedes.
 *
 * @param number 1 for the first seal of a log
 * @param version what the signature covers: 1 does not include the time of the last row, 2 does
 */
public record Seal(
        String organizationId,
        long number,
        int version,
        int rowCount,
        Instant lastCreatedAt,
        String lastId,
        String hash,
        String signature) {

    private static final int WITHOUT_TIME = 1;
    private static final int WITH_TIME = 2;

    /**
     * A seal over rows that follow those of the one before.
     *
     * @param rows at least one
     * @param signing signs a text
     */
    public static Seal over(
            String organizationId, Optional<Seal> before, SealedRows rows, UnaryOperator<String> signing) {
        SealedRow last = rows.last().orElseThrow();
        Seal unsigned = new Seal(
                organizationId,
                numberOf(before) + 1,
                WITH_TIME,
                rows.count(),
                last.createdAt(),
                last.id(),
                rows.hash(),
                "");
        return unsigned.with(signing.apply(unsigned.signedText()));
    }

    private Seal with(String newSignature) {
        return new Seal(organizationId, number, version, rowCount, lastCreatedAt, lastId, hash, newSignature);
    }

    private String signedText() {
        String first =
                String.join("\n", organizationId, Long.toString(number), Integer.toString(rowCount), lastId, hash);
        return version == WITHOUT_TIME
                ? first
                : String.join("\n", first, Integer.toString(version), SealedRows.micros(lastCreatedAt));
    }

    public boolean isSignedBy(VerificationKey key) {
        return key.verifies(signedText(), signature);
    }

    /** Whether it is the next one of that organization's log, and signed. */
    boolean follows(Optional<Seal> before, VerificationKey key) {
        return number == numberOf(before) + 1
                && before.map(Seal::organizationId).orElse(organizationId).equals(organizationId)
                && isSignedBy(key);
    }

    /**
     * Checks a seal and the rows that it covers.
     *
     * @param before the seal before it
     * @param rows those after the seal before it; asked for only when the seal itself is good
     */
    public Optional<Flaw.Kind> flaw(Optional<Seal> before, Supplier<SealedRows> rows, VerificationKey key) {
        if (!follows(before, key)) {
            return Optional.of(Flaw.Kind.FORGED);
        }
        SealedRows found = rows.get();
        if (found.count() != rowCount) {
            return Optional.of(found.count() < rowCount ? Flaw.Kind.REMOVED : Flaw.Kind.INSERTED);
        }
        return covers(found) ? Optional.empty() : Optional.of(Flaw.Kind.CHANGED);
    }

    /** Whether these are the rows that were sealed. */
    private boolean covers(SealedRows rows) {
        return rows.last()
                        .filter(last -> last.id().equals(lastId))
                        .filter(last -> last.createdAt().equals(lastCreatedAt))
                        .isPresent()
                && rows.hash().equals(hash);
    }

    public Checkpoint checkpoint() {
        return new Checkpoint(number, hash);
    }

    static long numberOf(Optional<Seal> seal) {
        return seal.map(Seal::number).orElse(0L);
    }
}
