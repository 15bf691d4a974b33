package org.agentwarden.webhooks.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.organizations.PlanCache;
import org.agentwarden.settings.Plan;
import org.agentwarden.webhooks.endpoints.Destination;
import org.agentwarden.webhooks.endpoints.Destinations;
import org.agentwarden.webhooks.endpoints.DisabledReason;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/** Finds out where the deliveries of an endpoint go. */
@ApplicationScoped
class EndpointResolver {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Destinations destinations;

    @Inject
    private PlanCache plans;

    @Inject
    private Organizations organizations;

    /**
     * Where an endpoint's deliveries go, or why they can't. Without both, this node lacks the encryption key of the
     * endpoint's secrets; another node may have it.
     *
     * @param holdsBack whether it has an order or a rate limit
     */
    record ResolvedEndpoint(Optional<Destination> destination, Optional<DisabledReason> obstacle, boolean holdsBack) {

        static ResolvedEndpoint closed(DisabledReason obstacle) {
            return new ResolvedEndpoint(Optional.empty(), Optional.of(obstacle), false);
        }

        boolean isReadable() {
            return destination.isPresent() || obstacle.isPresent();
        }

        /** A disabled endpoint can still be tested. */
        Optional<Destination> destinationOf(EventType type) {
            return destination.filter(there -> obstacle.isEmpty() || type == EventType.WEBHOOK_TEST);
        }
    }

    /** Resolves each endpoint once; for one transaction. */
    Function<String, ResolvedEndpoint> once() {
        Map<String, ResolvedEndpoint> known = new HashMap<>();
        return endpointId -> known.computeIfAbsent(endpointId, this::resolve);
    }

    ResolvedEndpoint resolve(String endpointId) {
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, endpointId);
        if (endpoint == null) {
            return ResolvedEndpoint.closed(DisabledReason.DELETED);
        }
        Plan plan = planOf(endpoint.organizationId());
        return plan.includesWebhooks()
                ? destinations
                        .of(endpoint)
                        .map(destination -> resolved(endpoint, destination, DisabledReason.of(endpoint, plan)))
                        .orElse(new ResolvedEndpoint(Optional.empty(), Optional.empty(), false))
                : ResolvedEndpoint.closed(DisabledReason.NOT_IN_PLAN);
    }

    private static ResolvedEndpoint resolved(
            WebhookEndpoint endpoint, Destination destination, Optional<DisabledReason> obstacle) {
        return new ResolvedEndpoint(
                Optional.of(destination),
                obstacle,
                obstacle.isEmpty() && endpoint.options().holdsBack());
    }

    /** What is cancelled here is cancelled by the plan of this moment, not by a cached one. */
    private Plan planOf(String organizationId) {
        Plan cached = plans.of(organizationId);
        return cached.includesWebhooks() ? cached : organizations.planOf(organizationId);
    }
}
