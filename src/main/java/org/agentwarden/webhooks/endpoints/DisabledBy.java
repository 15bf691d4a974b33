package org.agentwarden.webhooks.endpoints;

import org.agentwarden.settings.WireNamed;

/** Who has disabled an endpoint. */
public enum DisabledBy implements WireNamed {
    USER("disabled by a user"),
    RECEIVER("the receiver answered 410 Gone"),
    RULE("it failed too long or too often");

    private final String reason;

    DisabledBy(String reason) {
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
