package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.agentwarden.approvals.Quorums.Reviewable;
import org.agentwarden.platform.schedule.PeriodicSweep;

/**
 * Ends approvals that too few people may decide any more, because people have left a team or lost their role. Runs on every
 * node; whichever locks a row first ends it.
 */
@ApplicationScoped
public class QuorumSweep extends PeriodicSweep {

    private static final Duration LONGEST_RUN = Duration.ofSeconds(5);
    private static final String BEFORE_ALL = "";

    @Inject
    private Quorums quorums;

    private String reached = BEFORE_ALL;

    public QuorumSweep() {
        super("approval-quorum", Duration.ofSeconds(2));
    }

    /** Goes through all of them, for at most five seconds; the next run goes on there. */
    @Override
    public void run() {
        long start = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - start < LONGEST_RUN.toNanos()) {
            Reviewable found = quorums.lapsed(reached);
            int unused = failed().attemptAll(found.lapsed(), quorums::review);
            Optional<String> last = found.last();
            reached = last.orElse(BEFORE_ALL);
            more = last.isPresent();
        }
    }
}
