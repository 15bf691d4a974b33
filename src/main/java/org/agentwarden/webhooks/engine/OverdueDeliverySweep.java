package org.agentwarden.webhooks.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.DeliveryBacklog;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;

/** Finds overdue deliveries that no message has brought: one was lost, a node crashed, or the database was restored. */
@ApplicationScoped
public class OverdueDeliverySweep extends PeriodicTask {

    private static final Logger LOG = System.getLogger(OverdueDeliverySweep.class.getName());
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** Short: an expired lease means that its node has died or given up, and another node should take over quickly. */
    private static final Duration CLAIM_MARGIN = Duration.ofSeconds(1);

    @Inject
    private DeliveryBacklog deliveries;

    @Inject
    private DeliveryEngine engine;

    @Inject
    private Event<OverdueFound> found;

    @Inject
    private Settings settings;

    public OverdueDeliverySweep() {
        super("overdue-deliveries", Duration.ofSeconds(3));
    }

    @Override
    public void run() {
        List<WebhookEndpoint> overdue =
                settings.operations().overdueSweep() ? deliveries.overdueEndpoints(MARGIN, CLAIM_MARGIN) : List.of();
        if (!overdue.isEmpty()) {
            LOG.log(Level.DEBUG, "Deliveries to {0} endpoints are overdue", overdue.size());
            found.fire(new OverdueFound(overdue.size()));
        }
        engine.drainBacklog(overdue);
    }
}
