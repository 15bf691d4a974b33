package org.agentwarden.live;

import org.agentwarden.settings.WireNamed;

/** What an open page can be told of. */
enum Topic implements WireNamed {
    /** One was requested, or came to its end. */
    APPROVALS,
    /** An attempt was made, or a webhook changed its health. */
    DELIVERIES
}
