package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.agentwarden.platform.schedule.PeriodicTask;

/** Answers agents that wait on this node for approvals that were decided on another one. */
@ApplicationScoped
public class WaiterSweep extends PeriodicTask {

    @Inject
    private ApprovalWaiters waiters;

    public WaiterSweep() {
        super("approval-waiters", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        waiters.answerDecided();
    }
}
