package org.agentwarden.webhooks.endpoints;

import org.agentwarden.settings.WireNamed;

/** Whether an endpoint's deliveries are sent in order, and what happens when one is exhausted. */
public enum Ordering implements WireNamed {
    /** No order. */
    NONE,
    /** In order; an exhausted delivery is skipped. */
    SKIP,
    /** In order; an exhausted delivery blocks the later ones until a person retries or skips it. */
    BLOCK;

    public boolean isKept() {
        return this != NONE;
    }
}
