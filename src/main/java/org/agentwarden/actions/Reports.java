package org.agentwarden.actions;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.agentwarden.platform.Batches;
import org.agentwarden.platform.DuplicateKey;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.trace.CurrentTrace;
import org.agentwarden.security.Origin;

/**
 * Stores what agents report. Reports of one organization that arrive at the same time share a transaction, because a commit
 * costs far more than a row; a report on its own does not wait, and none waits for those of another organization.
 */
@ApplicationScoped
public class Reports {

    private static final int LARGEST_BATCH = 64;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    @Inject
    private ReportTransaction transaction;

    @Inject
    private InstantSource clock;

    private Batches<String, Report> batches;

    @PostConstruct
    void open() {
        batches = new Batches<>(LARGEST_BATCH, LONGEST_WAIT, this::store);
    }

    /**
     * Blocks until the report is committed.
     *
     * @param agentId an agent of the organization
     */
    Report report(String organizationId, String agentId, ReportRequest request, Origin origin) {
        Report report = new Report(
                Ids.timeOrdered(), organizationId, agentId, request, clock.instant(), origin, CurrentTrace.get());
        if (request.approvalId().isPresent()) {
            // Locks the approval: a batch of these could deadlock with another.
            store(List.of(report));
        } else {
            batches.submit(organizationId, report);
        }
        return report;
    }

    private void store(List<Report> batch) {
        try {
            transaction.take(batch);
        } catch (RuntimeException e) {
            // The id is this report's own: its batch was committed after all, only the news of it was lost or late.
            if (batch.size() > 1 || !DuplicateKey.isBehind(e)) {
                throw e;
            }
        }
    }
}
