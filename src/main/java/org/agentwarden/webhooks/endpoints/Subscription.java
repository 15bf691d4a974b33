package org.agentwarden.webhooks.endpoints;

import java.util.Optional;
import java.util.Set;
import org.agentwarden.settings.Plan;

/**
 * That an endpoint wants these events.
 *
 * @param obstacle why nothing is sent; what the endpoint misses is stored all the same, to be recovered
 * @param direct where a delivery can go as soon as it is stored; empty when deliveries wait for each other
 */
public record Subscription(
        String endpointId,
        Set<EventType> events,
        EventFilter filter,
        int maxRetries,
        Optional<Obstacle> obstacle,
        Optional<Destination> direct) {

    static Subscription of(WebhookEndpoint endpoint, Plan plan, Optional<Destination> destination) {
        return new Subscription(
                endpoint.id(),
                endpoint.events(),
                endpoint.options().filter(),
                endpoint.options().maxRetries(),
                Obstacle.of(endpoint, plan),
                destination.filter(there -> !endpoint.options().holdsBack()));
    }
}
