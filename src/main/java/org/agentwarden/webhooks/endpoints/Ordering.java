package org.agentwarden.webhooks.endpoints;

import java.util.Locale;

/** Whether an endpoint gets its deliveries one after the other, and what happens when one of them runs out of attempts. */
public enum Ordering {
    /** Each as soon as it can be sent: the fastest way, and no order. */
    NONE,
    /** One after the other; what runs out of attempts is left behind. */
    SKIP,
    /** One after the other; what runs out of attempts holds up the later ones until a person retries or skips it. */
    BLOCK;

    public boolean isKept() {
        return this != NONE;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
