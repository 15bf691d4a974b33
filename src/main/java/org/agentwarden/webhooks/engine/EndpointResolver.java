package org.agentwarden.webhooks.engine;

import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.organizations.PlanCache;
import org.agentwarden.settings.Plan;
import org.agentwarden.webhooks.endpoints.Destination;
import org.agentwarden.webhooks.endpoints.Destinations;
import org.agentwarden.webhooks.endpoints.DisabledReason;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/** Looks up the endpoints of one transaction's claims, each once. */
final class EndpointResolver {

    private final EntityManager entities;
    private final Destinations destinations;
    private final PlanCache plans;
    private final Organizations organizations;
    private final Map<String, ResolvedEndpoint> known = new HashMap<>();

    EndpointResolver(EntityManager entities, Destinations destinations, PlanCache plans, Organizations organizations) {
        this.entities = entities;
        this.destinations = destinations;
        this.plans = plans;
        this.organizations = organizations;
    }

    /**
     * Where an endpoint's deliveries go, or why they can't.
     *
     * @param holdsBack whether it has an order or a rate limit
     * @param isReadable false when this node lacks the encryption key of the endpoint's secrets; another node may have it
     */
    record ResolvedEndpoint(
            Optional<Destination> destination, boolean open, boolean holdsBack, boolean isReadable, String obstacle) {

        static ResolvedEndpoint closed(String obstacle) {
            return new ResolvedEndpoint(Optional.empty(), false, false, true, obstacle);
        }

        static ResolvedEndpoint unreadable() {
            return new ResolvedEndpoint(Optional.empty(), false, false, false, "");
        }

        /** A disabled endpoint can still be tested. */
        Optional<Destination> destinationOf(EventType type) {
            return destination.filter(there -> open || type == EventType.WEBHOOK_TEST);
        }
    }

    ResolvedEndpoint of(String endpointId) {
        return known.computeIfAbsent(endpointId, this::find);
    }

    private ResolvedEndpoint find(String endpointId) {
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, endpointId);
        if (endpoint == null) {
            return ResolvedEndpoint.closed("the endpoint was deleted");
        }
        Optional<DisabledReason> obstacle = DisabledReason.of(endpoint, planOf(endpoint.organizationId()));
        if (obstacle.filter(DisabledReason.NOT_IN_PLAN::equals).isPresent()) {
            return ResolvedEndpoint.closed(DisabledReason.NOT_IN_PLAN.text());
        }
        Optional<Destination> destination = destinations.of(endpoint);
        if (destination.isEmpty()) {
            return ResolvedEndpoint.unreadable();
        }
        return new ResolvedEndpoint(
                destination,
                endpoint.enabled(),
                endpoint.enabled() && endpoint.options().holdsBack(),
                true,
                obstacle.map(DisabledReason::text).orElse(""));
    }

    /** What is cancelled here is cancelled by the plan of this moment, not by a cached one. */
    private Plan planOf(String organizationId) {
        Plan cached = plans.of(organizationId);
        return cached.includesWebhooks() ? cached : organizations.planOf(organizationId);
    }
}
