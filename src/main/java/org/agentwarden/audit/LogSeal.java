package org.agentwarden.audit;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.agentwarden.audit.sealing.Seal;

/** A {@link Seal} as it is stored. */
@Entity
@Table(name = "log_seals")
@NamedQuery(
        name = "LogSeal.latest",
        query = "select s from LogSeal s where s.number.organizationId = :organization order by s.number.number desc")
@NamedQuery(
        name = "LogSeal.after",
        query = "select s from LogSeal s where s.number.organizationId = :organization and s.number.number > :number"
                + " order by s.number.number")
public class LogSeal {

    @EmbeddedId
    private SealNumber number;

    private int version;

    @Column(name = "row_count")
    private int rowCount;

    @Column(name = "last_created_at")
    private Instant lastCreatedAt;

    @Column(name = "last_id")
    private String lastId;

    private String hash;

    private String signature;

    @Column(name = "created_at")
    private Instant createdAt;

    protected LogSeal() {}

    LogSeal(Seal seal, Instant createdAt) {
        this.number = new SealNumber(seal.organizationId(), seal.number());
        this.version = seal.version();
        this.rowCount = seal.rowCount();
        this.lastCreatedAt = seal.lastCreatedAt();
        this.lastId = seal.lastId();
        this.hash = seal.hash();
        this.signature = seal.signature();
        this.createdAt = createdAt;
    }

    Seal seal() {
        return new Seal(
                number.organizationId(), number.number(), version, rowCount, lastCreatedAt, lastId, hash, signature);
    }
}
