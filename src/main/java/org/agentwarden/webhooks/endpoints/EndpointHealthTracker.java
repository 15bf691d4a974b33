package org.agentwarden.webhooks.endpoints;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.settings.DisableRule;
import org.agentwarden.settings.Settings;

/**
 * Takes down how endpoints do, in the transaction of the outcomes that show it, and disables those that are beyond hope:
 * the receiver has said so, or the operator's rule says so.
 */
@Stateless
public class EndpointHealthTracker {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<EndpointDisabled> disabled;

    @Inject
    private Event<EndpointRecovered> recovered;

    @Inject
    private Event<EndpointChanged> changed;

    @Inject
    private Changes changes;

    @Inject
    private Settings settings;

    /** The endpoint has taken a delivery. */
    public void noteHealthy(String id, Instant at) {
        int healed = entities.createNamedQuery("WebhookEndpoint.noteHealthy")
                .setParameter("id", id)
                .executeUpdate();
        if (healed == 1) {
            noteRecovered(id, at);
        }
    }

    private void noteRecovered(String id, Instant at) {
        int had = entities.createNamedQuery("WebhookEndpoint.forgetExhausted")
                .setParameter("id", id)
                .executeUpdate();
        if (had == 1) {
            recovered.fire(EndpointRecovered.of(entities.find(WebhookEndpoint.class, id), at));
        }
    }

    /**
     * The endpoint has not taken any of the latest deliveries; the first failure after a success counts.
     *
     * @param exhausted how many of them ran out of attempts
     */
    public void noteFailing(String id, String reason, int exhausted, Instant at) {
        entities.createNamedQuery("WebhookEndpoint.noteFailing")
                .setParameter("id", id)
                .setParameter("at", at)
                .setParameter("reason", reason)
                .executeUpdate();
        if (exhausted > 0) {
            entities.createNamedQuery("WebhookEndpoint.countExhausted")
                    .setParameter("id", id)
                    .setParameter("count", exhausted)
                    .executeUpdate();
        }
        DisableRule rule = settings.disableRule();
        int ended = entities.createNamedQuery("WebhookEndpoint.disableByRule")
                .setParameter("id", id)
                .setParameter("at", at)
                .setParameter("since", rule.failingFor().map(at::minus).orElse(Instant.EPOCH))
                .setParameter("most", rule.exhausted().orElse(Integer.MAX_VALUE))
                .executeUpdate();
        announce(id, ended, at);
    }

    /** The endpoint's receiver wants nothing more. */
    public void noteGone(String id, Instant at) {
        int ended = entities.createNamedQuery("WebhookEndpoint.noteGone")
                .setParameter("id", id)
                .setParameter("at", at)
                .executeUpdate();
        announce(id, ended, at);
    }

    /** A delivery has run out of attempts and lets none of the later ones pass. */
    public void noteBlocked(String id, String deliveryId) {
        entities.createNamedQuery("WebhookEndpoint.block")
                .setParameter("id", id)
                .setParameter("delivery", deliveryId)
                .executeUpdate();
    }

    private void announce(String id, int ended, Instant at) {
        if (ended == 1) {
            WebhookEndpoint endpoint = entities.find(WebhookEndpoint.class, id);
            entities.refresh(endpoint);
            changed.fire(new EndpointChanged(endpoint.organizationId(), id));
            EndpointDisabled event = EndpointDisabled.of(endpoint, at);
            disabled.fire(event);
            changes.raiseBy(
                    Optional.empty(),
                    ChangeKind.WEBHOOK_DISABLED,
                    endpoint.subject(),
                    JsonBuilder.of().text("disabled_by", event.by().wireName()).build());
        }
    }
}
