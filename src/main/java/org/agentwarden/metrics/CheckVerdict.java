package org.agentwarden.metrics;

import java.util.Locale;

/** How a check can end, for whoever counts them. */
enum CheckVerdict {
    ALLOWED,
    BLOCKED,
    REQUIRES_APPROVAL;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
