package org.agentwarden.webhooks.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.agentwarden.organizations.PlanCache;
import org.agentwarden.platform.ShortLivedCache;

/**
 * Where deliveries go at the moment in which they are sent. A change of an endpoint counts on this node before the
 * request for it is answered, on other nodes within half a second.
 */
@ApplicationScoped
public class CurrentDestinations {

    private final ShortLivedCache<String, Optional<Known>> known = new ShortLivedCache<>();

    @Inject
    private Endpoints endpoints;

    @Inject
    private PlanCache plans;

    /** What the cache holds. {@code updatedAt} differs after each change by a person. */
    public record Known(String organizationId, boolean enabled, Instant updatedAt, Destination destination) {}

    /**
     * A destination as it is now.
     *
     * @param unchanged whether it is still the same: asked just before the request is sent, since a connection may take
     *     seconds. May read the endpoint from the database
     */
    public record Current(Destination destination, BooleanSupplier unchanged) {}

    /**
     * Where a delivery of the endpoint goes now; empty when it can go nowhere: the endpoint is deleted or disabled, the
     * plan is without webhooks, or its secrets can't be opened. A disabled endpoint can still be tested.
     */
    public Optional<Current> of(String endpointId, EventType type) {
        Optional<Known> current = find(endpointId, type);
        if (current.isEmpty()) {
            // Whoever enables it, on any node, does not have to wait.
            known.forget(endpointId);
        }
        return current.map(
                found -> new Current(found.destination(), () -> isUnchanged(endpointId, type, found.updatedAt())));
    }

    private Optional<Known> find(String endpointId, EventType type) {
        return known.get(endpointId, endpoints::known)
                .filter(found -> found.enabled() || type == EventType.WEBHOOK_TEST)
                .filter(found -> plans.of(found.organizationId()).includesWebhooks());
    }

    private boolean isUnchanged(String endpointId, EventType type, Instant updatedAt) {
        try {
            return find(endpointId, type)
                    .filter(found -> found.updatedAt().equals(updatedAt))
                    .isPresent();
        } catch (RuntimeException e) {
            // Nobody knows. Jetty, which asks, would ignore the exception and send.
            return false;
        }
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) EndpointChanged changed) {
        known.forget(changed.endpointId());
    }
}
