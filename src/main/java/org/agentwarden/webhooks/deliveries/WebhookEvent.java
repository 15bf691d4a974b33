package org.agentwarden.webhooks.deliveries;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.webhooks.endpoints.EventType;
import org.jspecify.annotations.Nullable;

/** Something that happened, with the exact body that is sent; never changed. */
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

    public WebhookEvent(String organizationId, EventContent content) {
        this.id = content.id();
        this.organizationId = organizationId;
        this.type = content.type();
        this.payload = content.payload();
        this.createdAt = content.createdAt();
        this.traceparent = content.cause().map(TraceContext::traceparent).orElse(null);
        this.tracestate = content.cause().flatMap(TraceContext::tracestate).orElse(null);
    }

    /** Also the {@code webhook-id}, by which receivers deduplicate. */
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public EventType type() {
        return type;
    }

    /** The body of its requests. */
    public String payload() {
        return payload;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public EventContent content() {
        return new EventContent(id, type, payload, createdAt, TraceContext.parse(traceparent, tracestate));
    }
}
