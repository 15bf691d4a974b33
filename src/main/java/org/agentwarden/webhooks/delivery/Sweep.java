package org.agentwarden.webhooks.delivery;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.outbox.Deliveries;

/**
 * Finds deliveries that lost their hint: a queue message that never was or got lost, a crash at any moment, a restored
 * database. Runs on every node; whoever claims a delivery first attempts it.
 */
@Singleton
@Startup
@DependsOn("Migrations")
public class Sweep {

    private static final Logger LOG = System.getLogger(Sweep.class.getName());
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** Short, because whoever held a claim until its end is dead or has given it up: another node must take over soon. */
    private static final Duration CLAIM_MARGIN = Duration.ofSeconds(1);

    private static final Duration ORPHAN_MARGIN = Duration.ofHours(1);

    @Inject
    private Deliveries deliveries;

    @Inject
    private DeliveryEngine engine;

    @Inject
    private Event<OverdueFound> found;

    /** On this side of the container's transaction there is none: the questions make their own. */
    @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void sweep() {
        List<String> overdue = deliveries.overdueEndpoints(MARGIN, CLAIM_MARGIN).stream()
                .map(WebhookEndpoint::id)
                .toList();
        if (!overdue.isEmpty()) {
            LOG.log(Level.DEBUG, "Deliveries to {0} endpoints are overdue", overdue.size());
            found.fire(new OverdueFound(overdue.size()));
            engine.catchUp(overdue);
        }
    }

    @Schedule(hour = "*", minute = "*/10", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void cancelOrphans() {
        deliveries.cancelOrphans(ORPHAN_MARGIN);
    }
}
