package org.agentwarden.webhooks.engine;

import java.time.Instant;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.EventContent;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.endpoints.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt needs to know of a delivery and its event.
 *
 * @param earlierAttempts how many attempts were made before the current round of attempts
 */
public record DueDelivery(
        String id,
        String endpointId,
        String organizationId,
        int attemptCount,
        int earlierAttempts,
        int maxRetries,
        String eventId,
        EventType eventType,
        String payload,
        Instant eventCreatedAt,
        @Nullable String traceparent,
        @Nullable String tracestate) {

    /** Of deliveries {@code d} that have an event, which are all. */
    static final String SELECT = "select new org.agentwarden.webhooks.engine.DueDelivery(d.id, d.endpointId,"
            + " d.organizationId, d.attemptCount, d.earlierAttempts, d.maxRetries, e.id, e.type, e.payload, e.createdAt,"
            + " e.traceparent, e.tracestate) from Delivery d, WebhookEvent e where e.id = d.eventId";

    ClaimedDelivery claimedWith(Lease lease, String receiver) {
        int attempt = attemptCount + 1;
        return new ClaimedDelivery(
                id,
                lease,
                organizationId,
                endpointId,
                receiver,
                new EventContent(
                        eventId, eventType, payload, eventCreatedAt, TraceContext.parse(traceparent, tracestate)),
                attempt,
                attempt - earlierAttempts > maxRetries,
                eventType == EventType.WEBHOOK_TEST);
    }
}
