package org.agentwarden.webhooks.outbox;

import jakarta.persistence.EntityManager;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.organizations.KnownPlans;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.endpoints.CustomHeaders;
import org.agentwarden.webhooks.endpoints.EndpointOptions;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.Obstacle;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.signing.SigningSecret;

/** The endpoints that one transaction claims deliveries for, each looked up once. */
final class Targets {

    private final EntityManager entities;
    private final Endpoints endpoints;
    private final KnownPlans plans;
    private final Settings settings;
    private final Map<String, Target> known = new HashMap<>();

    Targets(EntityManager entities, Endpoints endpoints, KnownPlans plans, Settings settings) {
        this.entities = entities;
        this.endpoints = endpoints;
        this.plans = plans;
        this.settings = settings;
    }

    /**
     * Where an endpoint's deliveries go, or why they can't.
     *
     * @param isPaced whether they wait for each other
     */
    record Target(Optional<Destination> destination, boolean open, boolean isPaced, String obstacle) {

        static Target closed(String obstacle) {
            return new Target(Optional.empty(), false, false, obstacle);
        }

        /** A disabled endpoint can still be tested. */
        Optional<Destination> destinationOf(EventType type) {
            return destination.filter(there -> open || type == EventType.WEBHOOK_TEST);
        }
    }

    Target of(String endpointId) {
        return known.computeIfAbsent(endpointId, this::find);
    }

    private Target find(String endpointId) {
        WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, endpointId);
        if (endpoint == null) {
            return Target.closed("the endpoint was deleted");
        }
        Optional<Obstacle> obstacle = Obstacle.of(endpoint, plans.of(endpoint.organizationId()));
        if (obstacle.filter(Obstacle.NOT_IN_PLAN::equals).isPresent()) {
            return Target.closed(Obstacle.NOT_IN_PLAN.text());
        }
        List<SigningSecret> secrets = endpoints.secretsOf(endpoint);
        Optional<CustomHeaders> headers = endpoints.headersOf(endpoint);
        if (secrets.isEmpty() || headers.isEmpty()) {
            return Target.closed("the signing secret can't be opened: the server's key was replaced");
        }
        EndpointOptions options = endpoint.options();
        Destination destination = new Destination(
                URI.create(endpoint.url()),
                secrets,
                headers.get().byName(),
                options.format(),
                options.ordering(),
                new RetrySchedule(options.retryDelays().isEmpty() ? settings.retryDelays() : options.retryDelays()));
        return new Target(
                Optional.of(destination),
                endpoint.enabled(),
                endpoint.enabled() && options.holdsBack(),
                obstacle.map(Obstacle::text).orElse(""));
    }
}
