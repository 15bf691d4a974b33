package org.agentwarden.budgets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.agentwarden.platform.ThrottledPurge;
import org.agentwarden.platform.schedule.PeriodicTask;

/** Removes the use of limits that counts no more. Runs on every node; one would do. */
@ApplicationScoped
public class UsageSweep extends PeriodicTask {

    private final ThrottledPurge purge = new ThrottledPurge();

    @Inject
    private UsageRecords usage;

    @Inject
    private InstantSource clock;

    public UsageSweep() {
        super("usage-retention", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        purge.run(clock.instant(), LimitPeriod.HOUR.length(), () -> usage::removeOld);
    }
}
