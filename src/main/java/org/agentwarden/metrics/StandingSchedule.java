package org.agentwarden.metrics;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.agentwarden.settings.MetricsAccess;
import org.agentwarden.settings.Settings;

/** Has the standing looked at every ten seconds, on every node, as long as metrics can be read. */
@Singleton
@Startup
@DependsOn("Migrations")
public class StandingSchedule {

    @Inject
    private StandingMetrics standing;

    @Inject
    private Settings settings;

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void look() {
        if (settings.operations().metrics() == MetricsAccess.OPEN) {
            standing.look();
        }
    }
}
