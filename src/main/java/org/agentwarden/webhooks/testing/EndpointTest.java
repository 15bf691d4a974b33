package org.agentwarden.webhooks.testing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.Delivery;
import org.agentwarden.webhooks.deliveries.EndedAttempt;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.endpoints.WebhookQuota;
import org.agentwarden.webhooks.engine.AttemptStore;
import org.agentwarden.webhooks.engine.DeliveryAttempt;
import org.agentwarden.webhooks.engine.DeliveryClaims;
import org.agentwarden.webhooks.outbox.Outbox;

/** Sends a test event to one endpoint, once and without retries. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EndpointTest {

    @Inject
    private Endpoints endpoints;

    @Inject
    private WebhookQuota allowance;

    @Inject
    private Outbox outbox;

    @Inject
    private DeliveryClaims claims;

    @Inject
    private AttemptStore store;

    @Inject
    private DeliveryAttempt attempt;

    /** Stores the delivery and claims it. @throws Conflict when the webhook is deleted or disabled */
    public ClaimedDelivery begin(String organizationId, String endpointId, EventType type) {
        allowance.requireWebhooksInPlan(organizationId);
        WebhookEndpoint endpoint = endpoints.find(organizationId, endpointId);
        Delivery delivery = outbox.publishTest(endpoint, type);
        return claims.claimTest(delivery.id()).orElseThrow(EndpointTest::unavailable);
    }

    /** Sends it and records the outcome; blocks for at most the time that two attempts may take. */
    public EndedAttempt finish(ClaimedDelivery claimed) {
        // The second time with what a change has made of it in between.
        return attempt.make(claimed)
                .or(() -> attempt.make(claimed))
                .map(outcome -> {
                    EndedAttempt ended = new EndedAttempt(claimed, outcome);
                    store.store(List.of(ended));
                    return ended;
                })
                .orElseThrow(EndpointTest::unavailable);
    }

    private static Conflict unavailable() {
        return new Conflict("endpoint_unavailable", "The webhook is deleted or disabled");
    }
}
