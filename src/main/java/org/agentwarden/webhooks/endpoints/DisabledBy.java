package org.agentwarden.webhooks.endpoints;

/** Who has disabled an endpoint. */
public enum DisabledBy {
    USER("user", "disabled by a user"),
    RECEIVER("receiver", "the receiver answered 410 Gone"),
    RULE("rule", "it failed too long or too often");

    private final String wireName;
    private final String reason;

    DisabledBy(String wireName, String reason) {
        this.wireName = wireName;
        this.reason = reason;
    }

    public String wireName() {
        return wireName;
    }

    public String reason() {
        return reason;
    }
}
