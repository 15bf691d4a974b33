package org.agentwarden.webhooks.endpoints;

import java.time.Instant;

/**
 * An endpoint gets nothing more until a person enables it again; raised in the transaction that disables it.
 *
 * @param url without its query, in which receivers keep tokens: other receivers are told of it
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
