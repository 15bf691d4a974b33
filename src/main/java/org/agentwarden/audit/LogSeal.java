package org.agentwarden.audit;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Vouches for a stretch of an organization's log, and through the hash of the seal before it for all that precedes. */
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

    private static final int WITHOUT_TIME = 1;
    private static final int WITH_TIME = 2;

    @EmbeddedId
    private SealNumber number;

    /** What the signature covers: 1 does not include the time of the last row, 2 does. */
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

    /**
     * A seal over rows that follow those of the one before.
     *
     * @param rows at least one
     */
    LogSeal(String organizationId, Optional<LogSeal> before, List<LogEntry> rows, SealKey key, Instant now) {
        LogEntry last = rows.get(rows.size() - 1);
        this.number = new SealNumber(organizationId, before.map(LogSeal::number).orElse(0L) + 1);
        this.version = WITH_TIME;
        this.rowCount = rows.size();
        this.lastCreatedAt = last.createdAt();
        this.lastId = last.id();
        this.hash = SealHash.of(before.map(LogSeal::hash).orElse(SealHash.NOTHING_BEFORE), rows);
        this.signature = key.sign(signedText());
        this.createdAt = now;
    }

    private String signedText() {
        String first = String.join(
                "\n", number.organizationId(), Long.toString(number()), Integer.toString(rowCount), lastId, hash);
        return version == WITHOUT_TIME
                ? first
                : String.join("\n", first, Integer.toString(version), SealHash.micros(lastCreatedAt));
    }

    boolean isSignedBy(SealKey key) {
        return key.verifies(signedText(), signature);
    }

    /**
     * Whether these are the rows that were sealed.
     *
     * @param rows at least one
     */
    boolean covers(Optional<LogSeal> before, List<LogEntry> rows) {
        LogEntry last = rows.get(rows.size() - 1);
        return last.id().equals(lastId)
                && last.createdAt().equals(lastCreatedAt)
                && hash.equals(SealHash.of(before.map(LogSeal::hash).orElse(SealHash.NOTHING_BEFORE), rows));
    }

    Checkpoint checkpoint() {
        return new Checkpoint(number(), hash);
    }

    String organizationId() {
        return number.organizationId();
    }

    long number() {
        return number.number();
    }

    int rowCount() {
        return rowCount;
    }

    Instant lastCreatedAt() {
        return lastCreatedAt;
    }

    String lastId() {
        return lastId;
    }

    String hash() {
        return hash;
    }

    String signature() {
        return signature;
    }
}
