package org.agentwarden.webhooks.history;

import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.webhooks.deliveries.Attempt;
import org.agentwarden.webhooks.deliveries.Delivery;

/** A delivery and its attempts, as the API shows them. */
final class DeliveryView {

    private DeliveryView() {}

    static JsonObject of(Delivery delivery) {
        return members(delivery).build();
    }

    static JsonObject withDetails(Delivery delivery, String body, List<Attempt> attempts) {
        return members(delivery)
                .text("payload", body)
                .value("attempts", JsonBuilder.array(attempts, DeliveryView::of))
                .build();
    }

    static JsonObject withAttempts(Delivery delivery, List<Attempt> attempts) {
        return members(delivery)
                .value("attempts", JsonBuilder.array(attempts, DeliveryView::of))
                .build();
    }

    private static JsonBuilder members(Delivery delivery) {
        return JsonBuilder.of()
                .text("id", delivery.id())
                .text("webhook_id", delivery.endpointId())
                .text("event_id", delivery.eventId())
                .text("event", delivery.eventType().wireName())
                .text("status", delivery.status().wireName())
                .number("attempt_count", delivery.attemptCount())
                .time("next_attempt_at", delivery.nextAttemptAt().orElse(null))
                .time("created_at", delivery.createdAt())
                .time("delivered_at", delivery.deliveredAt().orElse(null))
                .number("last_status_code", delivery.lastStatusCode().orElse(null))
                .text("last_error", delivery.lastError().orElse(null))
                .text("subject_id", delivery.subjectId().orElse(null));
    }

    private static JsonObject of(Attempt attempt) {
        return JsonBuilder.of()
                .number("attempt", attempt.attempt())
                .time("started_at", attempt.startedAt())
                .number("duration_ms", attempt.durationMillis())
                .number("status_code", attempt.statusCode().orElse(null))
                .text("error", attempt.error().orElse(null))
                .text("response_body", attempt.responseBody().orElse(null))
                .time("next_attempt_at", attempt.nextAttemptAt().orElse(null))
                .build();
    }
}
