package org.agentwarden.webhooks.history;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonBuilder;
import org.jspecify.annotations.Nullable;

/** An order to send again what one endpoint was to get within a stretch of time, and how far it has come. */
@Entity
@Table(name = "resends")
public class Resend implements Listable {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "endpoint_id")
    private String endpointId;

    @Enumerated(EnumType.STRING)
    private ResendKind kind;

    @Enumerated(EnumType.STRING)
    private ResendStatus status;

    @Column(name = "from_time")
    private Instant from;

    @Column(name = "to_time")
    private Instant to;

    @Column(name = "reached_at")
    private Instant reachedAt;

    @Column(name = "reached_id")
    private String reachedId;

    private long resent;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    protected Resend() {}

    /** For deliveries created at or after {@code from} and before {@code to}. */
    Resend(String organizationId, String endpointId, ResendKind kind, Instant from, Instant to, Instant now) {
        this.id = Ids.timeOrdered();
        this.organizationId = organizationId;
        this.endpointId = endpointId;
        this.kind = kind;
        this.status = ResendStatus.RUNNING;
        this.from = from;
        this.to = to;
        this.reachedAt = from;
        this.reachedId = "";
        this.createdAt = now;
    }

    boolean isRunning() {
        return status == ResendStatus.RUNNING;
    }

    /** Records a step that ended with the given delivery. */
    void advance(Instant lastCreatedAt, String lastId, int count) {
        reachedAt = lastCreatedAt;
        reachedId = lastId;
        resent += count;
    }

    void finish(Instant now) {
        status = ResendStatus.DONE;
        finishedAt = now;
    }

    /** Does nothing if it has ended. */
    void cancel(Instant now) {
        if (isRunning()) {
            status = ResendStatus.CANCELLED;
            finishedAt = now;
        }
    }

    Subject subject() {
        return Subject.of(organizationId, id);
    }

    /** What was ordered. */
    JsonObject order() {
        return JsonBuilder.of()
                .text("webhook_id", endpointId)
                .text("kind", kind.wireName())
                .time("since", from)
                .time("until", to)
                .build();
    }

    @Override
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String endpointId() {
        return endpointId;
    }

    public ResendKind kind() {
        return kind;
    }

    public ResendStatus status() {
        return status;
    }

    public Instant from() {
        return from;
    }

    public Instant to() {
        return to;
    }

    /** All deliveries created before are done. */
    public Instant reachedAt() {
        return reachedAt;
    }

    String reachedId() {
        return reachedId;
    }

    /** How many deliveries have begun a new round of attempts. */
    public long resent() {
        return resent;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }
}
