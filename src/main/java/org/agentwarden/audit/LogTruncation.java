package org.agentwarden.audit;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/**
 * That the rows of a log up to the end of one seal were removed because they had become old: when, and by which rule. It
 * is signed like a seal, so nobody who has only the database can pass off a row that is missing as a retired one.
 */
@Entity
@Table(name = "log_truncations")
@NamedQuery(
        name = "LogTruncation.latest",
        query = "select r from LogTruncation r where r.number.organizationId = :organization"
                + " order by r.number.number desc")
public class LogTruncation {

    @EmbeddedId
    private SealNumber number;

    private String hash;

    @Column(name = "retained_since")
    private Instant retainedSince;

    @Column(name = "kept_for")
    private String keptFor;

    @Column(name = "truncated_at")
    private Instant truncatedAt;

    private String signature;

    protected LogTruncation() {}

    /**
     * A retirement.
     *
     * @param last the seal of the last rows that are removed
     * @param keptFor the rule: how long rows are kept
     */
    LogTruncation(LogSeal last, Duration keptFor, SealKey key, Instant now) {
        this.number = new SealNumber(last.organizationId(), last.number());
        this.hash = last.hash();
        this.retainedSince = last.lastCreatedAt();
        this.keptFor = keptFor.toString();
        this.truncatedAt = now;
        this.signature = key.sign(signedText());
    }

    /** Begins like no seal's text, so that the signature of one is none of the other. */
    private String signedText() {
        return String.join(
                "\n",
                "retirement",
                number.organizationId(),
                Long.toString(number()),
                hash,
                SealHash.micros(retainedSince),
                keptFor,
                SealHash.micros(truncatedAt));
    }

    boolean isSignedBy(SealKey key) {
        return key.verifies(signedText(), signature);
    }

    /** The log has once had the seal. */
    Checkpoint checkpoint() {
        return new Checkpoint(number(), hash);
    }

    String organizationId() {
        return number.organizationId();
    }

    /** Of the last seal whose rows were removed. */
    long number() {
        return number.number();
    }

    /** The time of the last row that was removed; what is later is there. */
    Instant retainedSince() {
        return retainedSince;
    }

    /** The rule, as an ISO 8601 duration. */
    String keptFor() {
        return keptFor;
    }

    Instant truncatedAt() {
        return truncatedAt;
    }
}
