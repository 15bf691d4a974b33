package org.agentwarden.webhooks.history;

import org.agentwarden.settings.WireNamed;

public enum ResendStatus implements WireNamed {
    RUNNING,
    DONE,
    /** By a person, or because the endpoint was deleted or disabled. */
    CANCELLED
}
