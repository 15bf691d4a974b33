package org.agentwarden.webhooks.endpoints;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.settings.DisableRule;
import org.agentwarden.settings.Settings;

/**
 * Records the health of endpoints in the transaction of the outcomes, and disables those that answer 410 or that the
 * operator's rule disables.
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

    public void noteHealthy(String id, Instant at) {
        int healed = update(
                        "set e.health.failingSince = null, e.health.failingReason = null"
                                + " where e.id = :id and e.health.failingSince is not null",
                        id)
                .executeUpdate();
        if (healed == 1) {
            noteRecovered(id, at);
        }
    }

    private void noteRecovered(String id, Instant at) {
        int had = update("set e.health.exhaustedInARow = 0 where e.id = :id and e.health.exhaustedInARow > 0", id)
                .executeUpdate();
        if (had == 1) {
            recovered.fire(EndpointRecovered.of(entities.find(WebhookEndpoint.class, id), at));
        }
    }

    /**
     * Notes that the latest deliveries have failed; the first failure after a success counts.
     *
     * @param exhausted how many of them ran out of attempts
     */
    public void noteFailing(String id, String reason, int exhausted, Instant at) {
        update(
                        "set e.health.failingSince = :at, e.health.failingReason = :reason"
                                + " where e.id = :id and e.health.failingSince is null",
                        id)
                .setParameter("at", at)
                .setParameter("reason", reason)
                .executeUpdate();
        if (exhausted > 0) {
            update("set e.health.exhaustedInARow = e.health.exhaustedInARow + :count where e.id = :id", id)
                    .setParameter("count", exhausted)
                    .executeUpdate();
        }
        DisableRule rule = settings.disableRule();
        int ended = disable("and (e.health.failingSince <= :since or e.health.exhaustedInARow >= :most)", id)
                .setParameter("at", at)
                .setParameter("by", DisabledBy.RULE)
                .setParameter("since", rule.failingFor().map(at::minus).orElse(Instant.EPOCH))
                .setParameter("most", rule.exhausted().orElse(Integer.MAX_VALUE))
                .executeUpdate();
        announce(id, ended, at);
    }

    /** The receiver has answered 410 Gone. */
    public void noteGone(String id, Instant at) {
        int ended = disable("", id)
                .setParameter("at", at)
                .setParameter("by", DisabledBy.RECEIVER)
                .executeUpdate();
        announce(id, ended, at);
    }

    /** An exhausted delivery blocks the later ones. */
    public void noteBlocked(String id, String deliveryId) {
        update("set e.blockedBy = :delivery where e.id = :id and e.blockedBy is null", id)
                .setParameter("delivery", deliveryId)
                .executeUpdate();
    }

    private Query disable(String condition, String id) {
        return update(
                        "set e.health.enabled = :disabled, e.health.disabledAt = :at, e.health.disabledBy = :by"
                                + " where e.id = :id and e.health.enabled = :enabled " + condition,
                        id)
                .setParameter("disabled", false)
                .setParameter("enabled", true);
    }

    /** One statement each, as nodes record outcomes of the same endpoint at the same time. */
    private Query update(String clauses, String id) {
        return entities.createQuery("update WebhookEndpoint e " + clauses).setParameter("id", id);
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
