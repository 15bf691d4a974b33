package org.agentwarden.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import org.agentwarden.approvals.ExecutionPermits;
import org.agentwarden.platform.trace.CurrentTrace;

/** Raises the events of reports in one transaction: all of them are stored or none. */
@ApplicationScoped
@Transactional
public class ReportTransaction {

    @Inject
    private Event<ActionReported> reported;

    @Inject
    private Event<ActionFailed> failed;

    @Inject
    private ExecutionPermits permits;

    void take(Collection<Report> batch) {
        batch.forEach(report -> CurrentTrace.within(report.trace(), () -> take(report)));
    }

    private void take(Report report) {
        report.request()
                .approvalId()
                .ifPresent(id -> permits.report(
                        report.organizationId(),
                        report.agentId(),
                        id,
                        report.request().action(),
                        report.request().status().outcome(),
                        report.createdAt()));
        if (report.request().status() == ReportedStatus.FAILED) {
            failed.fire(new ActionFailed(
                    report.organizationId(),
                    report.id(),
                    report.agentId(),
                    report.request().action().sent(),
                    report.request().context(),
                    report.request().ipAddress(),
                    report.request().approvalId(),
                    report.createdAt(),
                    report.origin()));
        } else {
            reported.fire(new ActionReported(
                    report.organizationId(),
                    report.id(),
                    report.agentId(),
                    report.request().action().sent(),
                    report.request().status(),
                    report.request().context(),
                    report.request().ipAddress(),
                    report.request().approvalId(),
                    report.createdAt(),
                    report.origin()));
        }
    }
}
