package org.agentwarden.webhooks.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;
import org.agentwarden.organizations.PlanChanged;
import org.agentwarden.platform.ShortLivedCache;

/** The endpoints that subscribe to an event, cached. */
@ApplicationScoped
public class Subscriptions {

    private final ShortLivedCache<String, List<Subscription>> known = new ShortLivedCache<>();

    @Inject
    private Endpoints endpoints;

    /**
     * Also those to which nothing is sent now. Subscriptions may be half a second old, obstacles are not: what is stored
     * with one is cancelled.
     *
     * @throws IllegalArgumentException when there is no such organization
     */
    public List<Subscription> to(EventType type, String organizationId) {
        List<Subscription> remembered = wanting(type, known.get(organizationId, endpoints::subscriptions));
        boolean obstructed = remembered.stream()
                .anyMatch(subscription -> subscription.obstacle().isPresent());
        return obstructed ? wanting(type, endpoints.subscriptions(organizationId)) : remembered;
    }

    private static List<Subscription> wanting(EventType type, List<Subscription> subscriptions) {
        return subscriptions.stream()
                .filter(subscription -> subscription.events().contains(type))
                .toList();
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) EndpointChanged changed) {
        known.forget(changed.organizationId());
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) PlanChanged changed) {
        known.forget(changed.organizationId());
    }
}
