package org.agentwarden.webhooks.client;

import java.net.URI;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A request: these headers and no others of ours, and exactly this body in UTF-8.
 *
 * @param organizationId decides which addresses it may reach
 * @param wanted asked when a connection is open; the request is sent only if it is true. Must not block for long
 */
public record OutgoingWebhook(
        String organizationId,
        URI url,
        Map<String, String> headers,
        String contentType,
        String body,
        BooleanSupplier wanted) {

    @Override
    public String toString() {
        return "OutgoingWebhook[" + url.getHost() + "]";
    }
}
