package org.agentwarden.audit;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.agentwarden.audit.sealing.Truncation;

/** A {@link Truncation} as it is stored. */
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

    LogTruncation(Truncation truncation) {
        this.number = new SealNumber(truncation.organizationId(), truncation.number());
        this.hash = truncation.hash();
        this.retainedSince = truncation.retainedSince();
        this.keptFor = truncation.keptFor();
        this.truncatedAt = truncation.truncatedAt();
        this.signature = truncation.signature();
    }

    Truncation truncation() {
        return new Truncation(
                number.organizationId(), number.number(), hash, retainedSince, keptFor, truncatedAt, signature);
    }
}
