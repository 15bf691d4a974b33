package org.agentwarden.webhooks.endpoints;

import java.time.Instant;

/**
 * An endpoint that was disabled is enabled again, or one that has missed deliveries has taken the next one.
 *
 * @param url without its query, in which receivers keep tokens: other receivers are told of it
 */
public record EndpointRecovered(String organizationId, String endpointId, String url, Instant recoveredAt) {

    static EndpointRecovered of(WebhookEndpoint endpoint, Instant now) {
        return new EndpointRecovered(endpoint.organizationId(), endpoint.id(), endpoint.urlWithoutQuery(), now);
    }
}
