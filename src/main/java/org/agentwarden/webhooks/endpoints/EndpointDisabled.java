package org.agentwarden.webhooks.endpoints;

import java.time.Instant;

/**
 * An endpoint was disabled; raised in the transaction that does it.
 *
 * @param url without its query, which may hold a token: other receivers get this event
 */
public record EndpointDisabled(
        String organizationId, String endpointId, String url, DisabledBy by, String reason, Instant disabledAt) {

    static EndpointDisabled of(WebhookEndpoint endpoint, Instant now) {
        DisabledBy by = endpoint.disabledBy().orElseThrow();
        return new EndpointDisabled(
                endpoint.organizationId(),
                endpoint.id(),
                endpoint.urlWithoutQuery(),
                by,
                endpoint.health().reason().orElse(by.reason()),
                now);
    }
}
