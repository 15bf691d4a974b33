package org.agentwarden.webhooks.scheduling;

/** How the deliveries of an endpoint follow each other. */
public enum DeliveryMode {
    /** Each may be sent as soon as it is stored. */
    UNORDERED,
    /** Only so many may be sent in a second; only a search of the backlog finds those that may be sent now. */
    RATE_LIMITED,
    /** Each waits for the outcome of the one before. */
    ORDERED
}
