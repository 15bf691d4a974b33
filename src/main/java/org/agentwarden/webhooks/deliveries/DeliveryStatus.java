package org.agentwarden.webhooks.deliveries;

import java.util.Locale;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** An attempt is due, scheduled or under way. */
    PENDING,
    DELIVERED,
    /** All attempts failed: the dead letter, which can be revived. */
    EXHAUSTED,
    /** The endpoint was deleted or disabled before it was delivered, or the plan was without webhooks. */
    CANCELLED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
