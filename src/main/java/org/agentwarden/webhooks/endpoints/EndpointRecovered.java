package org.agentwarden.webhooks.endpoints;

import java.time.Instant;

/**
 * A disabled endpoint was enabled, or one with exhausted deliveries has accepted one.
 *
 * @param url without its query, which may hold a token: other receivers get this event
 */
public record EndpointRecovered(String organizationId, String endpointId, String url, Instant recoveredAt) {

    static EndpointRecovered of(WebhookEndpoint endpoint, Instant now) {
        return new EndpointRecovered(endpoint.organizationId(), endpoint.id(), endpoint.urlWithoutQuery(), now);
    }
}
