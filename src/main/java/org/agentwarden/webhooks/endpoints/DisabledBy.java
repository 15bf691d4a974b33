package org.agentwarden.webhooks.endpoints;

/** Who has ended an endpoint's deliveries. */
enum DisabledBy {
    USER("user", "disabled by a user"),
    RECEIVER("receiver", "the receiver answered 410 Gone");

    private final String wireName;
    private final String reason;

    DisabledBy(String wireName, String reason) {
        this.wireName = wireName;
        this.reason = reason;
    }

    String wireName() {
        return wireName;
    }

    String reason() {
        return reason;
    }
}
