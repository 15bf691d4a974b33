package org.agentwarden.webhooks.deliveries;

import org.agentwarden.settings.WireNamed;

public enum DeliveryStatus implements WireNamed {
    /** An attempt is due, scheduled or under way. */
    PENDING,
    DELIVERED,
    /** All attempts failed. A person can retry it. */
    EXHAUSTED,
    /** The endpoint was deleted or disabled before it was delivered, or the plan was without webhooks. */
    CANCELLED
}
