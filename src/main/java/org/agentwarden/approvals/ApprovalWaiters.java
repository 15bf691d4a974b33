package org.agentwarden.approvals;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Agents that wait for a decision, each with an open request and no thread. A decision of this node is told at once, one
 * of another node within a second. Safe for threads.
 */
@ApplicationScoped
public class ApprovalWaiters {

    private static final Logger LOG = System.getLogger(ApprovalWaiters.class.getName());

    /** Each has a connection of its own; whoever comes when there are so many is answered at once. */
    private static final int MOST = 2_000;

    private static final int MOST_OF_ONE_ORGANIZATION = MOST / 4;

    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    @Resource
    private ManagedExecutorService threads;

    @Inject
    private Approvals approvals;

    @Inject
    private Outcomes outcomes;

    private record Waiter(String organizationId, String approvalId, AsyncResponse response) {}

    /** Answers with the approval when it is decided, or after that time as it is then. Returns at once. */
    void add(Approval approval, AsyncResponse response, Duration time) {
        Waiter waiter = new Waiter(approval.organizationId(), approval.id(), response);
        if (waiters.size() >= MOST || ofOrganization(approval.organizationId()) >= MOST_OF_ONE_ORGANIZATION) {
            response.resume(ApprovalView.forAgent(approval, outcomes));
            return;
        }
        response.setTimeoutHandler(late -> answer(waiter));
        boolean unused = response.setTimeout(time.toMillis(), TimeUnit.MILLISECONDS);
        waiters.add(waiter);
        // Decided while it was being added.
        answerIfDecided(Set.of(approval.id()));
    }

    private long ofOrganization(String organizationId) {
        return waiters.stream()
                .filter(waiter -> waiter.organizationId().equals(organizationId))
                .count();
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalDecided decided) {
        ended(decided.approvalId());
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalCancelled cancelled) {
        ended(cancelled.approvalId());
    }

    private void ended(String approvalId) {
        if (waiters.stream().noneMatch(waiter -> waiter.approvalId().equals(approvalId))) {
            return;
        }
        try {
            // In the phase after a commit nothing can be read.
            threads.execute(() -> answerIfDecided(Set.of(approvalId)));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "No thread is free; waiting agents are told a moment later: {0}", e.toString());
        }
    }

    /** What was decided elsewhere. */
    void answerDecided() {
        waiters.removeIf(waiter -> waiter.response().isDone());
        Set<String> ids = ConcurrentHashMap.newKeySet();
        waiters.forEach(waiter -> ids.add(waiter.approvalId()));
        if (!ids.isEmpty()) {
            answerIfDecided(ids);
        }
    }

    private void answerIfDecided(Set<String> ids) {
        Set<String> decided = Set.copyOf(approvals.decided(ids));
        List<Waiter> ready = waiters.stream()
                .filter(waiter -> decided.contains(waiter.approvalId()))
                .toList();
        ready.forEach(this::answer);
    }

    private void answer(Waiter waiter) {
        if (waiters.remove(waiter)) {
            try {
                waiter.response()
                        .resume(ApprovalView.forAgent(
                                approvals.find(waiter.organizationId(), waiter.approvalId()), outcomes));
            } catch (RuntimeException e) {
                waiter.response().resume(e);
            }
        }
    }
}
