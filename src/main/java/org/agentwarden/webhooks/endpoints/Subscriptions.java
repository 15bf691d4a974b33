package org.agentwarden.webhooks.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;
import org.agentwarden.platform.Remembered;

/** Who wants an event, without a look into the database for every event. */
@ApplicationScoped
public class Subscriptions {

    private final Remembered<String, List<Subscription>> known = new Remembered<>();

    @Inject
    private Endpoints endpoints;

    /**
     * The endpoints that want the event, disabled ones included; none when the organization's plan is without webhooks.
     *
     * @throws IllegalArgumentException when there is no such organization
     */
    public List<Subscription> to(EventType type, String organizationId) {
        return known.get(organizationId, endpoints::subscriptions).stream()
                .filter(subscription -> subscription.events().contains(type))
                .toList();
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) EndpointsChanged changed) {
        known.forget(changed.organizationId());
    }
}
