package org.agentwarden.webhooks.endpoints;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The events that an endpoint can subscribe to, and the test event that goes to one endpoint only. */
public enum EventType {
    LOG_BLOCKED("log.blocked", "An action was blocked by permissions"),
    LOG_PENDING_APPROVAL("log.pending_approval", "An action requires human approval"),
    LOG_FAILED("log.failed", "An action failed during execution"),
    APPROVAL_APPROVED("approval.approved", "A pending approval was approved"),
    APPROVAL_REJECTED("approval.rejected", "A pending approval was rejected"),
    APPROVAL_EXPIRED("approval.expired", "A pending approval was not decided in time"),
    APPROVAL_REVOKED("approval.revoked", "An approval was revoked before it was claimed"),
    APPROVAL_REMINDER(
            "approval.reminder", "A pending approval has waited for long, or another team may decide it as well"),
    WEBHOOK_DISABLED("webhook.disabled", "Another webhook was disabled, by a person or because of its receiver"),
    WEBHOOK_RECOVERED("webhook.recovered", "Another webhook was enabled, or takes deliveries again"),
    DELIVERY_EXHAUSTED("delivery.exhausted", "A delivery to another webhook ran out of attempts"),
    WEBHOOK_TEST("webhook.test", "Somebody pressed Test Webhook");

    private final String wireName;
    private final String description;

    EventType(String wireName, String description) {
        this.wireName = wireName;
        this.description = description;
    }

    public static Optional<EventType> fromWire(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(name))
                .findFirst();
    }

    public static List<EventType> subscribable() {
        return Arrays.stream(values()).filter(EventType::isSubscribable).toList();
    }

    public boolean isSubscribable() {
        return this != WEBHOOK_TEST;
    }

    /** Whether it is about another webhook. If it can't be delivered, no event tells of that. */
    public boolean isOperational() {
        return this == WEBHOOK_DISABLED || this == WEBHOOK_RECOVERED || this == DELIVERY_EXHAUSTED;
    }

    public String wireName() {
        return wireName;
    }

    public String description() {
        return description;
    }
}
