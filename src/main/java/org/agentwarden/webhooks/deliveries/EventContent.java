package org.agentwarden.webhooks.deliveries;

import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.webhooks.endpoints.EventType;

/**
 * What a request needs to know of its event.
 *
 * @param id the {@code webhook-id}
 * @param cause the trace context of what caused it, if known
 */
public record EventContent(String id, EventType type, String payload, Instant createdAt, Optional<TraceContext> cause) {

    @Override
    public String toString() {
        return "EventContent[" + id + "]";
    }
}
