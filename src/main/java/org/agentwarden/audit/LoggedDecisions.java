package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.approvals.ApprovalDecided;
import org.agentwarden.approvals.PastDecisions;
import org.agentwarden.platform.json.JsonCodec;

/** Compares the approvals that agents act on, which no seal covers, with the rows of the log. In the caller's transaction. */
@ApplicationScoped
public class LoggedDecisions {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private PastDecisions decisions;

    /**
     * The id of an approval that is approved although the log has no row of that decision about that action.
     *
     * @param retainedSince rows up to that time were removed by the rule of retention; decisions of that time are not
     *     compared
     */
    Optional<String> unlogged(String organizationId, Optional<Instant> retainedSince) {
        return decisions
                .approved(organizationId)
                .map(part -> part.stream()
                        .filter(decision ->
                                retainedSince.isEmpty() || decision.resolvedAt().isAfter(retainedSince.get()))
                        .toList())
                .flatMap(part -> unlogged(organizationId, part).stream())
                .findFirst();
    }

    private Optional<String> unlogged(String organizationId, List<ApprovalDecided> part) {
        if (part.isEmpty()) {
            return Optional.empty();
        }
        List<LogEntry> rows = entities.createQuery(
                        "select l from LogEntry l where l.organizationId = :organization"
                                + " and l.kind = org.agentwarden.audit.LogKind.AGENT"
                                + " and l.status = org.agentwarden.audit.LogStatus.APPROVED and l.createdAt in :times",
                        LogEntry.class)
                .setParameter("organization", organizationId)
                .setParameter(
                        "times",
                        part.stream()
                                .map(ApprovalDecided::resolvedAt)
                                .distinct()
                                .toList())
                .getResultList();
        Optional<String> unlogged = part.stream()
                .filter(decision -> rows.stream().noneMatch(row -> tells(row, decision)))
                .map(ApprovalDecided::approvalId)
                .findFirst();
        entities.clear();
        return unlogged;
    }

    /** The first version of the log did not write the approval's id. */
    private static boolean tells(LogEntry row, ApprovalDecided decision) {
        return row.createdAt().equals(decision.resolvedAt())
                && row.subjectId().orElse(decision.approvalId()).equals(decision.approvalId())
                && row.agentId().filter(decision.agentId()::equals).isPresent()
                && row.action().equals(decision.action())
                && row.contextText().equals(JsonCodec.write(decision.context()));
    }
}
