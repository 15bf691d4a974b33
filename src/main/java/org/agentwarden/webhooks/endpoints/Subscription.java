package org.agentwarden.webhooks.endpoints;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.settings.Plan;
import org.agentwarden.webhooks.egress.WebhookUrl;

/**
 * Which events an endpoint gets.
 *
 * @param obstacle why nothing is sent; deliveries are stored as cancelled, and can be recovered
 * @param receiver host and port of its URL
 * @param holdsBack whether it has an order or a rate limit
 * @param failing whether its latest deliveries have failed
 */
public record Subscription(
        String endpointId,
        Set<EventType> events,
        EventFilter filter,
        int maxRetries,
        Optional<DisabledReason> obstacle,
        String receiver,
        boolean holdsBack,
        boolean failing) {

    static Subscription of(WebhookEndpoint endpoint, Plan plan) {
        return new Subscription(
                endpoint.id(),
                endpoint.events(),
                endpoint.options().filter(),
                endpoint.options().maxRetries(),
                DisabledReason.of(endpoint, plan),
                WebhookUrl.receiver(URI.create(endpoint.url())),
                endpoint.options().holdsBack(),
                endpoint.health().isFailing());
    }
}
