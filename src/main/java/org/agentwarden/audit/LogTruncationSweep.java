package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.ThrottledPurge;
import org.agentwarden.platform.schedule.PeriodicSweep;
import org.agentwarden.settings.Settings;

/** Removes rows of the logs that are older than the settings keep them. Runs on every node; one would do. */
@ApplicationScoped
public class LogTruncationSweep extends PeriodicSweep {

    private final ThrottledPurge purge = new ThrottledPurge();

    @Inject
    private LogTruncations retirements;

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    public LogTruncationSweep() {
        super("log-retention", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        settings.retention().logs().values().stream()
                .min(Comparator.naturalOrder())
                .ifPresent(shortestLife -> purge.run(clock.instant(), shortestLife, this::begin));
    }

    private BooleanSupplier begin() {
        Deque<String> logs = new ArrayDeque<>();
        settings.retention().logs().keySet().forEach(plan -> logs.addAll(organizations.withPlan(plan)));
        return () -> step(logs);
    }

    /** Stays with one log as long as it has old rows, then goes to the next. */
    private boolean step(Deque<String> logs) {
        String organization = logs.peek();
        if (organization != null && !retireNext(organization)) {
            logs.remove();
        }
        return !logs.isEmpty();
    }

    private boolean retireNext(String organization) {
        AtomicBoolean more = new AtomicBoolean();
        return failed().attempt(organization, () -> more.set(retirements.retireNext(organization))) && more.get();
    }
}
