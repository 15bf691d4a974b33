package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.agentwarden.actions.ActionAllowed;
import org.agentwarden.actions.ActionBlocked;
import org.agentwarden.actions.ActionFailed;
import org.agentwarden.actions.ActionReported;
import org.agentwarden.actions.ApprovalRequestRepeated;
import org.agentwarden.agents.Action;
import org.agentwarden.approvals.ApprovalCancelled;
import org.agentwarden.approvals.ApprovalClaimed;
import org.agentwarden.approvals.ApprovalDecided;
import org.agentwarden.approvals.ApprovalReminded;
import org.agentwarden.approvals.ApprovalRequested;
import org.agentwarden.approvals.ApprovalRevoked;
import org.agentwarden.approvals.ApproverAgreed;
import org.agentwarden.changes.ManagementChanged;
import org.agentwarden.organizations.SignInJudged;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.MergedQuery;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.security.Origin;

/** Writes each event down in the transaction that raised it: what is rolled back was never logged. */
@ApplicationScoped
@Transactional
public class AuditLog {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SealQueue unsealed;

    @Inject
    private InstantSource clock;

    public PageResult<LogEntry> list(String organizationId, LogFilter filter, Page page) {
        return MergedQuery.page(lists(organizationId, filter), page);
    }

    /**
     * The next rows of a walk from the newest to the oldest, in a transaction of their own.
     *
     * @param last the last row that was seen; empty at the beginning
     */
    public List<LogEntry> after(Optional<LogEntry> last, String organizationId, LogFilter filter, int most) {
        return MergedQuery.after(last, lists(organizationId, filter), most);
    }

    /** What an agent did and wanted to do since then, from the newest row on; goes on after the last row that was seen. */
    public List<LogEntry> ofAgent(
            Optional<LogEntry> last, String organizationId, String agentId, Instant since, int most) {
        return after(last, organizationId, LogFilter.ofAgent(agentId, since), most);
    }

    /** One for each kind, as the indexes are. */
    private List<PagedQuery<LogEntry>> lists(String organizationId, LogFilter filter) {
        return filter.kinds().stream()
                .map(kind -> PagedQuery.of(entities, LogEntry.class, organizationId)
                        .within("kind", kind)
                        .where("agentId", filter.agentId())
                        .whereOneOf(filter.action().map(Action::forms), "action", "canonicalAction")
                        .where("status", filter.status())
                        .where("actorId", filter.actorId())
                        .where("subjectId", filter.subjectId())
                        .containing(filter.text(), List.of("action", "comment"), List.of("context"))
                        .createdWithin(filter.createdAfter(), filter.createdBefore()))
                .toList();
    }

    public LogEntry find(String organizationId, String id) {
        return NotFound.requireOwned(
                organizationId, entities.find(LogEntry.class, id), LogEntry::organizationId, "Log not found");
    }

    void on(@Observes ActionAllowed event) {
        append(new LogEntry(event.checkId(), event, LogStatus.ALLOWED, Optional.empty(), event.allowedAt())
                .from(event.origin()));
    }

    void on(@Observes ActionBlocked event) {
        append(new LogEntry(event.checkId(), event, LogStatus.BLOCKED, Optional.empty(), event.blockedAt())
                .from(event.origin()));
    }

    /** The row takes the approval's id, as the first one of its story. */
    void on(@Observes ApprovalRequested event) {
        append(new LogEntry(
                        event.approvalId(), event, LogStatus.PENDING_APPROVAL, Optional.empty(), event.requestedAt())
                .ofApproval(event.approvalId(), event.actionHash())
                .from(event.origin()));
    }

    void on(@Observes ApprovalRequestRepeated event) {
        append(new LogEntry(event.checkId(), event, LogStatus.PENDING_APPROVAL, Optional.empty(), event.askedAt())
                .ofApproval(event.approvalId(), event.actionHash())
                .from(event.origin()));
    }

    void on(@Observes ApproverAgreed event) {
        append(new LogEntry(Ids.timeOrdered(), event, LogStatus.AGREED, Optional.empty(), event.agreedAt())
                .ofApproval(event.approvalId(), event.actionHash())
                .commented(event.comment())
                .from(new Origin(Optional.of(event.agreedBy()), event.clientAddress())));
    }

    /** A reminder alone changes nothing, and has no row. */
    void on(@Observes ApprovalReminded event) {
        event.escalatedTo()
                .ifPresent(team -> append(new LogEntry(
                                Ids.timeOrdered(), event, LogStatus.ESCALATED, Optional.empty(), event.remindedAt())
                        .ofApproval(event.approvalId(), event.actionHash())
                        .commented(Optional.of("The team '" + team + "' may decide as well"))));
    }

    void on(@Observes ApprovalDecided event) {
        append(new LogEntry(
                        Ids.timeOrdered(), event, LogStatus.of(event.outcome()), Optional.empty(), event.resolvedAt())
                .ofApproval(event.approvalId(), event.actionHash())
                .commented(event.comment())
                .from(new Origin(event.resolvedBy(), event.clientAddress())));
    }

    void on(@Observes ApprovalCancelled event) {
        append(new LogEntry(Ids.timeOrdered(), event, LogStatus.CANCELLED, Optional.empty(), event.cancelledAt())
                .ofApproval(event.approvalId(), event.actionHash())
                .commented(Optional.of(event.reason())));
    }

    void on(@Observes ApprovalClaimed event) {
        append(new LogEntry(event.claimId(), event, LogStatus.ALLOWED, Optional.empty(), event.claimedAt())
                .ofApproval(event.approvalId(), event.actionHash())
                .from(event.origin()));
    }

    void on(@Observes ApprovalRevoked event) {
        append(new LogEntry(Ids.timeOrdered(), event, LogStatus.REVOKED, Optional.empty(), event.revokedAt())
                .ofApproval(event.approvalId(), event.actionHash())
                .commented(event.comment())
                .from(new Origin(Optional.of(event.revokedBy()), event.clientAddress())));
    }

    void on(@Observes ActionReported event) {
        LogEntry row =
                new LogEntry(event.logId(), event, LogStatus.of(event.status()), event.ipAddress(), event.reportedAt());
        event.approvalId().ifPresent(id -> row.ofApproval(id, event.actionHash()));
        append(row.from(event.origin()));
    }

    void on(@Observes ActionFailed event) {
        LogEntry row = new LogEntry(event.logId(), event, LogStatus.FAILED, event.ipAddress(), event.failedAt());
        event.approvalId().ifPresent(id -> row.ofApproval(id, event.actionHash()));
        append(row.from(event.origin()));
    }

    void on(@Observes ManagementChanged event) {
        append(new LogEntry(Ids.timeOrdered(), event));
    }

    void appendSignIn(String organizationId, SignInJudged event) {
        append(SignInRow.of(organizationId, event, clock.instant()));
    }

    /** Writes failures to sign in under the present time: a seal may cover the time of the failures already. */
    void appendFailures(SignInFailures.Batch batch) {
        Instant now = clock.instant();
        batch.failures()
                .forEach(failure -> append(SignInRow.of(failure.organizationId().orElseThrow(), failure, now)));
        batch.summaries()
                .forEach(summary -> append(new LogEntry(
                        summary.organizationId(), "user.sign_ins_failed", LogStatus.FAILED, summary.toJson(), now)));
    }

    private void append(LogEntry entry) {
        entities.persist(entry);
        unsealed.add(entry.organizationId());
    }
}
