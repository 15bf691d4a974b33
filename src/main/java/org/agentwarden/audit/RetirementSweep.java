package org.agentwarden.audit;

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
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.Rounds;
import org.agentwarden.settings.Settings;

/** Removes what is older than the settings keep it in a log. Runs on every node; one would do. */
@Singleton
@Startup
@DependsOn("Migrations")
public class RetirementSweep {

    private static final Logger LOG = System.getLogger(RetirementSweep.class.getName());

    private final Rounds rounds = new Rounds();

    @Inject
    private Retirements retirements;

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** A log, and how long its rows are kept. */
    private record Log(String organizationId, Duration life) {}

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void sweep() {
        settings.retention().logs().values().stream()
                .min(Comparator.naturalOrder())
                .ifPresent(this::sweep);
    }

    private void sweep(Duration shortestLife) {
        try {
            rounds.turn(clock.instant(), shortestLife, this::begin);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "Old rows of the log are removed later: {0}", e.toString());
        }
    }

    private BooleanSupplier begin() {
        Deque<Log> logs = new ArrayDeque<>();
        settings.retention()
                .logs()
                .forEach((plan, life) ->
                        organizations.withPlan(plan).forEach(organization -> logs.add(new Log(organization, life))));
        return () -> step(logs);
    }

    /** From one log as long as it has something old, then from the next. */
    private boolean step(Deque<Log> logs) {
        Log log = logs.peek();
        if (log != null && !retirements.retireNext(log.organizationId(), log.life())) {
            logs.remove();
        }
        return !logs.isEmpty();
    }
}
