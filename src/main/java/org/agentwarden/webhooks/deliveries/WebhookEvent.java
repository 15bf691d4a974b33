package org.agentwarden.webhooks.deliveries;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.webhooks.endpoints.EventType;
import org.jspecify.annotations.Nullable;

/** Something that happened, and the exact body that tells it; never changed. */
@Entity
@Table(name = "webhook_events")
public class WebhookEvent {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Enumerated(EnumType.STRING)
    private EventType type;

    private String payload;

    @Column(name = "created_at")
    private Instant createdAt;

    private @Nullable String traceparent;

    private @Nullable String tracestate;

    protected WebhookEvent() {}

    public WebhookEvent(
            String id,
            String organizationId,
            EventType type,
            String payload,
            Instant createdAt,
            Optional<TraceContext> cause) {
        this.id = id;
        this.organizationId = organizationId;
        this.type = type;
        this.payload = payload;
        this.createdAt = createdAt;
        this.traceparent = cause.map(TraceContext::traceparent).orElse(null);
        this.tracestate = cause.flatMap(TraceContext::tracestate).orElse(null);
    }

    /** Also the {@code webhook-id} that receivers deduplicate by. */
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public EventType type() {
        return type;
    }

    /** The body of every request that tells this event. */
    public String payload() {
        return payload;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** What requests must know of it. */
    public EventContent content() {
        return new EventContent(id, type, payload, createdAt, cause());
    }

    /** Where in a trace its cause was, if that is known: every attempt to deliver it goes on from there. */
    public Optional<TraceContext> cause() {
        return TraceContext.parse(traceparent, tracestate);
    }
}
