package org.agentwarden.audit.sealing;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * That the rows of a log up to the end of one seal were removed because they had become old: when, and by which rule. It
 * is signed like a seal, so nobody who has only the database can pass off a row that is missing as a retired one.
 *
 * @param number of the last seal whose rows were removed
 * @param hash of that seal
 * @param retainedSince the time of the last row that was removed; what is later is there
 * @param keptFor the rule: how long rows are kept, as an ISO 8601 duration
 */
public record Truncation(
        String organizationId,
        long number,
        String hash,
        Instant retainedSince,
        String keptFor,
        Instant truncatedAt,
        String signature) {

    /**
     * A new one.
     *
     * @param last the seal of the last rows that are removed
     * @param signing signs a text
     */
    public static Truncation upTo(Seal last, Duration keptFor, Instant now, UnaryOperator<String> signing) {
        Truncation unsigned = new Truncation(
                last.organizationId(), last.number(), last.hash(), last.lastCreatedAt(), keptFor.toString(), now, "");
        return unsigned.with(signing.apply(unsigned.signedText()));
    }

    private Truncation with(String newSignature) {
        return new Truncation(organizationId, number, hash, retainedSince, keptFor, truncatedAt, newSignature);
    }

    /** Begins like no seal's text, so that the signature of one is none of the other. */
    private String signedText() {
        return String.join(
                "\n",
                "retirement",
                organizationId,
                Long.toString(number),
                hash,
                SealedRows.micros(retainedSince),
                keptFor,
                SealedRows.micros(truncatedAt));
    }

    public boolean isSignedBy(VerificationKey key) {
        return key.verifies(signedText(), signature);
    }

    /** The log has once had the seal. */
    public Checkpoint checkpoint() {
        return new Checkpoint(number, hash);
    }
}
