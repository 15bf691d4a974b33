package org.agentwarden.webhooks.endpoints;

import java.time.Instant;

/** An endpoint gets nothing more until a person enables it again; raised in the transaction that disables it. */
public record EndpointDisabled(
        String organizationId, String endpointId, String url, DisabledBy by, String reason, Instant disabledAt) {

    static EndpointDisabled of(WebhookEndpoint endpoint, Instant now) {
        DisabledBy by = endpoint.disabledBy().orElseThrow();
        return new EndpointDisabled(
                endpoint.organizationId(),
                endpoint.id(),
                endpoint.url(),
                by,
                endpoint.health().reason().orElse(by.reason()),
                now);
    }
}
