package org.agentwarden.webhooks.deliveries;

import org.agentwarden.settings.WireNamed;

/** How an attempt has ended, for metrics and the log. */
public enum AttemptEnding implements WireNamed {
    DELIVERED,
    HTTP_3XX,
    HTTP_4XX,
    HTTP_5XX,
    HTTP_OTHER,
    TIMEOUT,
    UNREACHABLE,
    REFUSED_BY_POLICY;

    static AttemptEnding ofStatus(int status) {
        return switch (status / 100) {
            case 2 -> DELIVERED;
            case 3 -> HTTP_3XX;
            case 4 -> HTTP_4XX;
            case 5 -> HTTP_5XX;
            default -> HTTP_OTHER;
        };
    }
}
