package org.agentwarden.audit;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.json.JsonText;
import org.jspecify.annotations.Nullable;

/** One row of the audit log; never changed. */
@Entity
@Table(name = "log_entries")
@NamedQuery(name = "LogEntry.organizations", query = "select distinct l.organizationId from LogEntry l")
@NamedQuery(
        name = "LogEntry.between",
        query = "select l from LogEntry l where l.organizationId = :organization"
                + " and l.createdAt >= :time and (l.createdAt > :time or l.id > :id)"
                + " and l.createdAt <= :endTime and (l.createdAt < :endTime or l.id <= :endId)"
                + " order by l.organizationId, l.createdAt, l.id")
@NamedQuery(
        name = "LogEntry.countAfter",
        query = "select count(l) from LogEntry l where l.organizationId = :organization"
                + " and l.createdAt >= :time and (l.createdAt > :time or l.id > :id)")
public class LogEntry {

    /** Later than any row, and still a time that every database knows. */
    static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "agent_id")
    private String agentId;

    private String action;

    @Enumerated(EnumType.STRING)
    private LogStatus status;

    private String context;

    @Column(name = "ip_address")
    private @Nullable String ipAddress;

    @Column(name = "created_at")
    private Instant createdAt;

    protected LogEntry() {}

    LogEntry(
            String id,
            String organizationId,
            String agentId,
            String action,
            LogStatus status,
            JsonObject context,
            Optional<String> ipAddress,
            Instant createdAt) {
        this.id = id;
        this.organizationId = organizationId;
        this.agentId = agentId;
        this.action = action;
        this.status = status;
        this.context = JsonText.write(context);
        this.ipAddress = ipAddress.orElse(null);
        this.createdAt = createdAt;
    }

    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String agentId() {
        return agentId;
    }

    public String action() {
        return action;
    }

    public LogStatus status() {
        return status;
    }

    /** Exactly as it is stored. */
    String contextText() {
        return context;
    }

    public JsonObject context() {
        return JsonText.parseObject(context);
    }

    public Optional<String> ipAddress() {
        return Optional.ofNullable(ipAddress);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
