package org.agentwarden.metrics;

import org.agentwarden.settings.WireNamed;

/** How a check can end, for whoever counts them. */
enum CheckVerdict implements WireNamed {
    ALLOWED,
    BLOCKED,
    REQUIRES_APPROVAL
}
