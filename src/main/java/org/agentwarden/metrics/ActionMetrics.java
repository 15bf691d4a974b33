package org.agentwarden.metrics;

import io.micrometer.core.instrument.Counter;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Map;
import org.agentwarden.actions.ActionAllowed;
import org.agentwarden.actions.ActionBlocked;
import org.agentwarden.actions.ActionFailed;
import org.agentwarden.actions.ActionReported;
import org.agentwarden.actions.ApprovalRequestRepeated;
import org.agentwarden.actions.ReportedStatus;
import org.agentwarden.approvals.ApprovalClaimed;
import org.agentwarden.approvals.ApprovalDecided;
import org.agentwarden.approvals.ApprovalRequested;
import org.agentwarden.approvals.ApprovalStatus;

/** Counts what agents ask and report, and what people decide, once it is committed. */
@ApplicationScoped
public class ActionMetrics {

    @Inject
    private MetricsRegistry meters;

    private Map<CheckVerdict, Counter> checks;
    private Map<ReportedStatus, Counter> reports;
    private Map<ApprovalStatus, Counter> decisions;
    private Counter claims;

    @PostConstruct
    void open() {
        checks = meters.counters(
                "checks", "Checks of agents", "verdict", EnumSet.allOf(CheckVerdict.class), CheckVerdict::wireName);
        reports = meters.counters(
                "reports",
                "Reports of agents",
                "status",
                EnumSet.allOf(ReportedStatus.class),
                ReportedStatus::wireName);
        decisions = meters.counters(
                "approvals.decided",
                "Approvals that have come to an end",
                "outcome",
                EnumSet.of(ApprovalStatus.APPROVED, ApprovalStatus.REJECTED, ApprovalStatus.EXPIRED),
                ApprovalStatus::wireName);
        claims = meters.counter("approvals.claimed", "Approvals that were claimed to be executed");
    }

    /** So that the counters are there before anything has happened. */
    void start(@Observes Startup event) {
        // Being constructed is enough.
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ActionAllowed event) {
        MetricsRegistry.count(checks, CheckVerdict.ALLOWED);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ActionBlocked event) {
        MetricsRegistry.count(checks, CheckVerdict.BLOCKED);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalRequested event) {
        MetricsRegistry.count(checks, CheckVerdict.REQUIRES_APPROVAL);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalRequestRepeated event) {
        MetricsRegistry.count(checks, CheckVerdict.REQUIRES_APPROVAL);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalClaimed event) {
        claims.increment();
        if (event.byCheck()) {
            MetricsRegistry.count(checks, CheckVerdict.ALLOWED);
        }
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ActionReported event) {
        MetricsRegistry.count(reports, event.status());
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ActionFailed event) {
        MetricsRegistry.count(reports, ReportedStatus.FAILED);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalDecided event) {
        MetricsRegistry.count(decisions, event.outcome());
    }
}
