package org.agentwarden.webhooks.delivery;

import java.net.URI;
import java.util.Map;

/** A request as it goes out: these headers and no others of ours, and exactly this body in UTF-8. */
public record OutgoingWebhook(URI url, Map<String, String> headers, String contentType, String body) {

    @Override
    public String toString() {
        return "OutgoingWebhook[" + url.getHost() + "]";
    }
}
