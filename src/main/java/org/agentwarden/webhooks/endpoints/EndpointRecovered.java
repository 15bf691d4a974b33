package org.agentwarden.webhooks.endpoints;

import java.time.Instant;

/** An endpoint that was disabled is enabled again, or one that has missed deliveries has taken the next one. */
public record EndpointRecovered(String organizationId, String endpointId, String url, Instant recoveredAt) {

    static EndpointRecovered of(WebhookEndpoint endpoint, Instant now) {
        return new EndpointRecovered(endpoint.organizationId(), endpoint.id(), endpoint.url(), now);
    }
}
