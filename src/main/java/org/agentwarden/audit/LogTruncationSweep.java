package org.agentwarden.audit;

import jakarta.annotation.PostConstruct;
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
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.platform.schedule.Quarantine;
import org.agentwarden.settings.Settings;

/** Removes rows of the logs that are older than the settings keep them. Runs on every node; one would do. */
@ApplicationScoped
public class LogTruncationSweep implements PeriodicTask {

    private final ThrottledPurge purge = new ThrottledPurge();

    @Inject
    private LogTruncations retirements;

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    private Quarantine failed;

    @PostConstruct
    void open() {
        failed = new Quarantine(name(), clock);
    }

    @Override
    public String name() {
        return "log-retention";
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run() {
        settings.retention().logs().values().stream()
                .min(Comparator.naturalOrder())
                .ifPresent(shortestLife -> purge.run(clock.instant(), shortestLife, this::begin));
    }

    @Override
    public int itemsSetAside() {
        return failed.setAside().size();
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
        return failed.attempt(organization, () -> more.set(retirements.retireNext(organization))) && more.get();
    }
}
