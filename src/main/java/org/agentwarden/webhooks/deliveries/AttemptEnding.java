package org.agentwarden.webhooks.deliveries;

import java.util.Locale;

/** How an attempt has ended, for metrics and the log. */
public enum AttemptEnding {
    DELIVERED,
    HTTP_3XX,
    HTTP_4XX,
    HTTP_5XX,
    HTTP_OTHER,
    TIMEOUT,
    UNREACHABLE,
    REFUSED_BY_POLICY;

    public static AttemptEnding rejectedWith(int status) {
        return switch (status / 100) {
            case 3 -> HTTP_3XX;
            case 4 -> HTTP_4XX;
            case 5 -> HTTP_5XX;
            default -> HTTP_OTHER;
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
