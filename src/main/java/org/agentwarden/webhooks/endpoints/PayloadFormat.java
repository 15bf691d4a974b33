package org.agentwarden.webhooks.endpoints;

import jakarta.json.JsonObject;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.settings.WireNamed;

/** How the body of a webhook is laid out. */
public enum PayloadFormat implements WireNamed {
    /** As the webhooks guide documents it. */
    AGENTWARDEN("application/json"),
    /** CloudEvents 1.0, structured mode in JSON. */
    CLOUDEVENTS("application/cloudevents+json");

    private static final String ZONE = "Z";

    private final String contentType;

    PayloadFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** The body that tells an event in this format: always the same text for the same event. */
    public String body(String payload, String organizationId) {
        return this == AGENTWARDEN ? payload : cloudEvent(JsonCodec.parseObject(payload), organizationId);
    }

    private static String cloudEvent(JsonObject event, String organizationId) {
        String timestamp = event.getString("timestamp");
        return JsonCodec.write(JsonBuilder.of()
                .text("specversion", "1.0")
                .text("id", event.getString("id"))
                .text("source", "/organizations/" + organizationId)
                .text("type", "io.agentwarden." + event.getString("event"))
                .text("time", timestamp.endsWith(ZONE) ? timestamp : timestamp + ZONE)
                .text("datacontenttype", "application/json")
                .value("data", event.getJsonObject("data"))
                .build());
    }
}
