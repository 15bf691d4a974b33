package org.agentwarden.webhooks.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.agentwarden.webhooks.endpoints.EventType;

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

    protected WebhookEvent() {}

    WebhookEvent(String id, String organizationId, EventType type, String payload, Instant createdAt) {
        this.id = id;
        this.organizationId = organizationId;
        this.type = type;
        this.payload = payload;
        this.createdAt = createdAt;
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
}
