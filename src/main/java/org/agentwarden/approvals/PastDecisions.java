package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.platform.MergedQuery;
import org.agentwarden.platform.PagedQuery;

/** Tells of decisions once more, for whoever compares them with what was noted when they were taken. */
@ApplicationScoped
public class PastDecisions {

    private static final int PAGE = 100;

    @PersistenceContext
    private EntityManager entities;

    /**
     * The approvals of an organization that are approved, as their events told it, from the newest to the oldest in parts of
     * at most a hundred. Each part is read when it is asked for, in the caller's transaction.
     */
    public Stream<List<ApprovalDecided>> approved(String organizationId) {
        return Stream.iterate(
                        after(Optional.empty(), organizationId),
                        part -> !part.isEmpty(),
                        part -> after(Optional.of(part.get(part.size() - 1)), organizationId))
                .map(part -> part.stream().map(Approval::decision).toList());
    }

    private List<Approval> after(Optional<Approval> last, String organizationId) {
        PagedQuery<Approval> approved = PagedQuery.of(entities, Approval.class, organizationId)
                .where("status", Optional.of(ApprovalStatus.APPROVED));
        return MergedQuery.after(last, List.of(approved), PAGE);
    }
}
