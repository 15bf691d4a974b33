package org.agentwarden.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.ConnectionFailures;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.http.Busy;
import org.agentwarden.platform.trace.CurrentTrace;
import org.agentwarden.security.Origin;

/** Stores what agents report, one report or several. */
@ApplicationScoped
public class Reports {

    /** Shorter than the lease of an idempotency key, so that nobody repeats a request that is still under way. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    @Inject
    private ActionBatches batches;

    @Inject
    private InstantSource clock;

    /** Blocks until the report of an agent of the organization is committed. */
    Report report(String organizationId, ReportRequest request, Origin origin) {
        Report report = row(organizationId, request, origin);
        write(organizationId, List.of(report));
        return report;
    }

    /**
     * Stores reports in their order, as many in one transaction as a batch has. Blocks until all are committed or refused; one
     * that is refused keeps no other from being stored. When the database can't be reached any more, the rest is refused.
     *
     * @return one outcome for each report
     * @throws RuntimeException when the database can't be reached and nothing was stored
     */
    List<ReportOutcome> reportAll(String organizationId, List<ReportRequest> requests, Origin origin) {
        List<ReportOutcome> outcomes = new ArrayList<>();
        Optional<RuntimeException> obstacle = Optional.empty();
        Instant end = clock.instant().plus(LONGEST_REQUEST);
        for (List<ReportRequest> part : parts(requests)) {
            // A row is not much older than its commit, because the log is sealed up to a time.
            List<Report> rows = part.stream()
                    .map(request -> row(organizationId, request, origin))
                    .toList();
            if (obstacle.isEmpty() && clock.instant().isAfter(end)) {
                obstacle = Optional.of(new Busy("The reports before took too long"));
            }
            List<ReportOutcome> written =
                    obstacle.isPresent() ? refused(rows, obstacle.get()) : writeEach(organizationId, rows);
            outcomes.addAll(written);
            obstacle = obstacle.or(() -> outage(written));
        }
        if (obstacle.isPresent() && outcomes.stream().noneMatch(ReportOutcome.Stored.class::isInstance)) {
            throw obstacle.get();
        }
        return outcomes;
    }

    /** One that names an approval is a part of its own. */
    private static List<List<ReportRequest>> parts(List<ReportRequest> requests) {
        List<List<ReportRequest>> parts = new ArrayList<>();
        List<ReportRequest> open = new ArrayList<>();
        for (ReportRequest request : requests) {
            boolean fits = open.isEmpty()
                    || (open.size() < ActionBatches.LARGEST
                            && request.approvalId().isEmpty()
                            && open.get(0).approvalId().isEmpty());
            if (!fits) {
                parts.add(open);
                open = new ArrayList<>();
            }
            open.add(request);
        }
        parts.add(open);
        return parts;
    }

    private Report row(String organizationId, ReportRequest request, Origin origin) {
        return new Report(Ids.timeOrdered(), organizationId, request, clock.instant(), origin, CurrentTrace.get());
    }

    /** Writes the rows together, or each by itself when one of them may be the reason that this fails. */
    private List<ReportOutcome> writeEach(String organizationId, List<Report> rows) {
        try {
            write(organizationId, rows);
            return rows.stream().<ReportOutcome>map(ReportOutcome.Stored::new).toList();
        } catch (RuntimeException e) {
            return rows.size() == 1 || ConnectionFailures.isAmongCausesOf(e)
                    ? refused(rows, e)
                    : rows.stream()
                            .flatMap(row -> writeEach(organizationId, List.of(row)).stream())
                            .toList();
        }
    }

    private static List<ReportOutcome> refused(List<Report> rows, RuntimeException reason) {
        return rows.stream()
                .<ReportOutcome>map(row -> new ReportOutcome.Refused(reason))
                .toList();
    }

    private static Optional<RuntimeException> outage(List<ReportOutcome> outcomes) {
        return outcomes.stream()
                .filter(ReportOutcome.Refused.class::isInstance)
                .map(outcome -> ((ReportOutcome.Refused) outcome).reason())
                .filter(ConnectionFailures::isAmongCausesOf)
                .findFirst();
    }

    private void write(String organizationId, List<Report> rows) {
        if (rows.get(0).request().approvalId().isPresent()) {
            // Locks the approval: a batch of these could deadlock with another.
            batches.storeTogether(rows);
        } else {
            batches.store(organizationId, rows);
        }
    }
}
