package org.agentwarden.approvals;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds pending approvals that must end, forget a decision, remind or escalate without anybody deciding, and reviews them. */
@Stateless
public class ApprovalReviews {

    private static final int EXPIRY_BATCH = 500;

    /** So many contexts are in memory at once. */
    private static final int REVIEW_BATCH = 100;

    private static final int PAGE = 500;

    private static final String OF_ORGANIZATION =
            WaitingQuorum.SELECT + " and a.organizationId = :organization and a.id > :after order by a.id";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Quorums quorums;

    @Inject
    private Event<ApprovalDecided> decided;

    @Inject
    private Event<ApprovalReminded> reminded;

    @Inject
    private InstantSource clock;

    /**
     * Some of an organization's pending approvals that not everybody may decide.
     *
     * @param last the id of the last one; empty when there are no more
     * @param lapsed the ids of those that must be reviewed
     */
    public record Reviewable(Optional<String> last, List<String> lapsed) {}

    /**
     * Ids of approvals whose time is over, at most 500, the longest overdue first.
     *
     * @param without ids to leave out
     */
    public List<String> overdue(Collection<String> without) {
        return due(
                "select a.id from Approval a where a.status = org.agentwarden.approvals.ApprovalStatus.PENDING"
                        + " and a.expiresAt <= :now and a.id not in :without order by a.expiresAt",
                without,
                EXPIRY_BATCH);
    }

    /**
     * Ids of approvals that must be reviewed by now though nobody's rights have changed, at most 100.
     *
     * @param without ids to leave out
     */
    public List<String> due(Collection<String> without) {
        return due(
                "select a.id from Approval a where a.reviewAt <= :now and a.id not in :without order by a.reviewAt",
                without,
                REVIEW_BATCH);
    }

    private List<String> due(String query, Collection<String> without, int most) {
        return entities.createQuery(query, String.class)
                .setParameter("now", clock.instant())
                .setParameter("without", without.isEmpty() ? List.of("") : without)
                .setMaxResults(most)
                .getResultList();
    }

    /** The next 500 of the organization, after that id. Reads no context. */
    public Reviewable lapsed(String organizationId, String after) {
        List<WaitingQuorum> waiting = entities.createQuery(OF_ORGANIZATION, WaitingQuorum.class)
                .setParameter("organization", organizationId)
                .setParameter("after", after)
                .setParameter("yes", true)
                .setMaxResults(PAGE)
                .getResultList();
        Map<List<List<String>>, Electorate> people = new HashMap<>();
        List<String> lapsed = waiting.stream()
                .filter(approval -> approval.isLapsed(people.computeIfAbsent(
                        List.of(approval.teamIds(), approval.allTeamIds()),
                        teams -> quorums.electorate(organizationId, teams.get(0), teams.get(1)))))
                .map(WaitingQuorum::id)
                .toList();
        Optional<String> last = waiting.size() < PAGE
                ? Optional.empty()
                : Optional.of(waiting.get(waiting.size() - 1).id());
        return new Reviewable(last, lapsed);
    }

    /**
     * Ends those of the approvals whose time is over or that too few people will ever decide, and reminds of those that wait for
     * long; all in a transaction of its own.
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void review(Collection<String> ids) {
        Instant now = clock.instant();
        entities.createQuery("select a from Approval a where a.id in :ids order by a.id", Approval.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .forEach(approval -> review(approval, now));
    }

    private void review(Approval approval, Instant now) {
        Optional<ApprovalDecided> expired = approval.expire(now);
        expired.ifPresent(decided::fire);
        if (approval.isOpen(now)) {
            List<ApprovalReminded> due = ApprovalReminded.due(approval, now);
            Optional<ApprovalDecided> end = approval.review(electorate(approval), now);
            end.ifPresentOrElse(decided::fire, () -> due.forEach(reminded::fire));
        }
    }

    private Electorate electorate(Approval approval) {
        return approval.isForEverybody() ? Electorate.NOBODY : quorums.electorate(approval);
    }
}
