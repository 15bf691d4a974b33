package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.agentwarden.platform.schedule.PeriodicSweep;

/** Expires approvals that nobody decided in time. Runs on every node; whichever locks a row first expires it. */
@ApplicationScoped
public class ExpirySweep extends PeriodicSweep {

    private static final Duration LONGEST_RUN = Duration.ofSeconds(5);

    @Inject
    private ApprovalReviews reviews;

    public ExpirySweep() {
        super("approval-expiry", Duration.ofSeconds(1));
    }

    /** Goes on until nothing is due, for at most five seconds. */
    @Override
    public void run() {
        long start = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - start < LONGEST_RUN.toNanos()) {
            List<String> overdue = reviews.overdue(failed().setAside());
            more = failed().attemptAll(overdue, reviews::review) > 0;
        }
    }
}
