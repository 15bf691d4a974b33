package org.agentwarden.webhooks.outbox;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Finds deliveries that lost their hint: a queue message that never was or got lost, a crash at any moment, a restored
 * database. Runs on every node; whoever updates a row first reminds of it.
 */
@Singleton
@Startup
@DependsOn("Migrations")
public class Sweep {

    private static final Logger LOG = System.getLogger(Sweep.class.getName());
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    @Inject
    private Deliveries deliveries;

    /** On this side of the container's transaction there is none: the reminder makes its own. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void sweep() {
        int found = deliveries.remindOverdue(MARGIN, REST, BATCH);
        if (found > 0) {
            LOG.log(Level.INFO, "Reminded of {0} overdue deliveries", found);
        }
    }
}
