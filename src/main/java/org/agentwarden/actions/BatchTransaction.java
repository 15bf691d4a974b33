package org.agentwarden.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.approvals.ExecutionPermits;
import org.agentwarden.platform.trace.CurrentTrace;

/** Judges checks and raises the events of checks and reports in one transaction: all of them are stored or none. */
@ApplicationScoped
@Transactional
public class BatchTransaction {

    @Inject
    private Event<ActionReported> reported;

    @Inject
    private Event<ActionFailed> failed;

    @Inject
    private ExecutionPermits permits;

    @Inject
    private Checks checks;

    /**
     * Commits when it returns.
     *
     * @param answers hears the answers to the checks before the commit, without those that need a transaction of their own;
     *     they leave nothing in this one
     */
    void store(Collection<BatchEntry> batch, BiConsumer<PendingCheck, CheckAnswer> answers) {
        for (BatchEntry entry : batch) {
            CurrentTrace.within(entry.trace(), () -> {
                if (entry instanceof PendingCheck check) {
                    judge(check).ifPresent(answer -> answers.accept(check, answer));
                } else {
                    take((Report) entry);
                }
            });
        }
    }

    private Optional<CheckAnswer> judge(PendingCheck check) {
        return checks.answerByRules(check.id(), check.organizationId(), check.request(), check.origin());
    }

    private void take(Report report) {
        ReportRequest request = report.request();
        RequestedAction done = request.done();
        request.approvalId()
                .ifPresent(id -> permits.report(
                        report.organizationId(),
                        report.agentId(),
                        id,
                        done,
                        request.status().outcome(),
                        report.createdAt()));
        if (request.status() == ReportedStatus.FAILED) {
            failed.fire(new ActionFailed(
                    report.organizationId(),
                    report.id(),
                    report.agentId(),
                    done.action().sent(),
                    done.context(),
                    done.onBehalfOf(),
                    request.ipAddress(),
                    request.approvalId(),
                    report.createdAt(),
                    report.origin()));
        } else {
            reported.fire(new ActionReported(
                    report.organizationId(),
                    report.id(),
                    report.agentId(),
                    done.action().sent(),
                    request.status(),
                    done.context(),
                    done.onBehalfOf(),
                    request.ipAddress(),
                    request.approvalId(),
                    report.createdAt(),
                    report.origin()));
        }
    }
}
