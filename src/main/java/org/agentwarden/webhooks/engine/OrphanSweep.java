package org.agentwarden.webhooks.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.webhooks.deliveries.DeliveryBacklog;

/** Cancels deliveries whose webhook was deleted while they were being stored. */
@ApplicationScoped
public class OrphanSweep extends PeriodicTask {

    private static final Duration MARGIN = Duration.ofHours(1);

    @Inject
    private DeliveryBacklog deliveries;

    public OrphanSweep() {
        super("orphaned-deliveries", Duration.ofMinutes(10));
    }

    @Override
    public void run() {
        deliveries.cancelOrphans(MARGIN);
    }
}
