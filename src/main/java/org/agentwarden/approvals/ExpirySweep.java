package org.agentwarden.approvals;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.platform.schedule.Quarantine;

/** Expires approvals that nobody decided in time. Runs on every node; whichever locks a row first expires it. */
@ApplicationScoped
public class ExpirySweep implements PeriodicTask {

    @Inject
    private Approvals approvals;

    @Inject
    private InstantSource clock;

    private Quarantine failed;

    @PostConstruct
    void open() {
        failed = new Quarantine(name(), clock);
    }

    @Override
    public String name() {
        return "approval-expiry";
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run() {
        approvals.overdue().forEach(id -> failed.attempt(id, () -> approvals.expire(id)));
    }

    @Override
    public int itemsSetAside() {
        return failed.setAside().size();
    }
}
