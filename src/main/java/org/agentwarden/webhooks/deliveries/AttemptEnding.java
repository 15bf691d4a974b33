package org.agentwarden.webhooks.deliveries;

import java.util.Locale;

/** The ways in which an attempt can end, for whoever counts them. */
public enum AttemptEnding {
    DELIVERED,
    HTTP_3XX,
    HTTP_4XX,
    HTTP_5XX,
    HTTP_OTHER,
    TIMEOUT,
    UNREACHABLE,
    REFUSED_BY_POLICY;

    /** How an answer that is no success ends an attempt. */
    public static AttemptEnding rejectedWith(int status) {
        return switch (status / 100) {
            case 3 -> HTTP_3XX;
            case 4 -> HTTP_4XX;
            case 5 -> HTTP_5XX;
            default -> HTTP_OTHER;
        };
    }

    /** The name in metrics and in the log. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
