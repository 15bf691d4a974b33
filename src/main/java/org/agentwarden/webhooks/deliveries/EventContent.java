package org.agentwarden.webhooks.deliveries;

import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.webhooks.endpoints.EventType;

/**
 * What a request must know of its event.
 *
 * @param id the {@code webhook-id}
 * @param payload the body as it was stored
 * @param createdAt when the event was stored
 * @param cause where in a trace its cause was, if that is known
 */
public record EventContent(String id, EventType type, String payload, Instant createdAt, Optional<TraceContext> cause) {

    @Override
    public String toString() {
        return "EventContent[" + id + "]";
    }
}
