package org.agentwarden.approvals;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.platform.schedule.Quarantine;

/** Expires approvals that nobody decided in time. Runs on every node; whichever locks a row first expires it. */
@ApplicationScoped
public class ExpirySweep implements PeriodicTask {

    private static final Duration LONGEST_RUN = Duration.ofSeconds(5);

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

    /** Goes on until nothing is due, for at most five seconds. */
    @Override
    public void run() {
        long start = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - start < LONGEST_RUN.toNanos()) {
            List<String> overdue = approvals.overdue(failed.setAside());
            more = failed.attemptAll(overdue, approvals::expire) > 0;
        }
    }

    @Override
    public int itemsSetAside() {
        return failed.setAside().size();
    }
}
