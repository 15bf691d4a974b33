package org.agentwarden.webhooks.endpoints;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.agentwarden.webhooks.egress.WebhookUrl;
import org.agentwarden.webhooks.signing.SigningSecret;

/**
 * Where an endpoint's deliveries go. May change at any time: ask {@link CurrentDestinations} when you send, and keep none.
 *
 * @param secrets those that sign, at least one
 * @param headers of the endpoint's owner
 */
public record Destination(URI url, List<SigningSecret> secrets, Map<String, String> headers, PayloadFormat format) {

    /** Host and port, the same text however they are written. */
    public String receiver() {
        return WebhookUrl.receiver(url);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "Destination[" + url.getHost() + "]";
    }
}
