package org.agentwarden.live;

import java.util.Locale;

/** What an open page can be told of. */
enum Topic {
    /** One was requested, or came to its end. */
    APPROVALS,
    /** An attempt was made, or a webhook changed its health. */
    DELIVERIES;

    /** The name of the event on the wire. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
