package org.agentwarden.webhooks.deliveries;

import java.util.Locale;

public enum DeliveryStatus {
    /** An attempt is due, scheduled or under way. */
    PENDING,
    DELIVERED,
    /** All attempts failed. A person can retry it. */
    EXHAUSTED,
    /** The endpoint was deleted or disabled before it was delivered, or the plan was without webhooks. */
    CANCELLED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
