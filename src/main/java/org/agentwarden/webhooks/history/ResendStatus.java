package org.agentwarden.webhooks.history;

import java.util.Locale;

public enum ResendStatus {
    RUNNING,
    DONE,
    /** By a person, or because the endpoint was deleted or disabled. */
    CANCELLED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
