package org.agentwarden.webhooks.endpoints;

import java.util.Set;

/** That an enabled endpoint wants these events. */
public record Subscription(String endpointId, Set<EventType> events, int maxRetries) {

    static Subscription of(WebhookEndpoint endpoint) {
        return new Subscription(endpoint.id(), endpoint.events(), endpoint.maxRetries());
    }
}
