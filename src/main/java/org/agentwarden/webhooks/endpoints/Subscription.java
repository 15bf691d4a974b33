package org.agentwarden.webhooks.endpoints;

import java.util.Set;

/**
 * That an endpoint wants these events.
 *
 * @param enabled whether they are sent; what a disabled endpoint misses is stored all the same, to be recovered
 */
public record Subscription(
        String endpointId, Set<EventType> events, EventFilter filter, int maxRetries, boolean enabled) {

    static Subscription of(WebhookEndpoint endpoint) {
        return new Subscription(
                endpoint.id(),
                endpoint.events(),
                endpoint.options().filter(),
                endpoint.options().maxRetries(),
                endpoint.enabled());
    }
}
