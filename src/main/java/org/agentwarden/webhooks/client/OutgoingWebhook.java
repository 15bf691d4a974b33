package org.agentwarden.webhooks.client;

import java.net.URI;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A request as it goes out: these headers and no others of ours, and exactly this body in UTF-8.
 *
 * @param organizationId whose webhook it is; decides which addresses it may reach
 * @param wanted asked when a connection is there for the request; it is sent only if the answer is yes. Must
 *     not block for long
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
