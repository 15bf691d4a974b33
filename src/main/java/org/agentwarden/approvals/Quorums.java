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
import org.agentwarden.agents.ApproverTerms;
import org.agentwarden.organizations.ApiKeys;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.security.Origin;
import org.agentwarden.teams.Decider;
import org.agentwarden.teams.Deciders;
import org.agentwarden.teams.Team;
import org.agentwarden.teams.Teams;

/** Who may decide approvals, by the people and teams of this moment. What everybody may decide alone costs nothing. */
@Stateless
public class Quorums {

    /** So many contexts are in memory at once. */
    private static final int BATCH = 100;

    private static final String NOT_FOR_EVERYBODY = "select a from Approval a"
            + " where a.status = org.agentwarden.approvals.ApprovalStatus.PENDING and a.id > :after"
            + " and (a.quorum.teamId is not null or a.quorum.needed > 1 or a.quorum.fourEyes = :yes"
            + " or a.onBehalfOf is not null) order by a.id";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Teams teams;

    @Inject
    private Deciders deciders;

    @Inject
    private ApiKeys apiKeys;

    @Inject
    private Event<ApprovalDecided> decided;

    @Inject
    private InstantSource clock;

    /**
     * Some of the pending approvals that not everybody may decide.
     *
     * @param last the id of the last one; empty when there are no more
     * @param lapsed the ids of those that must be reviewed
     */
    public record Reviewable(Optional<String> last, List<String> lapsed) {}

    /** The quorum of an approval that is asked for now. */
    public Quorum of(ActionRequest request) {
        ApproverTerms terms = request.terms().approvers();
        Origin origin = request.origin();
        return new Quorum(
                terms,
                terms.teamId()
                        .flatMap(id -> teams.findIfPresent(request.organizationId(), id))
                        .map(Team::name),
                origin.actorId()
                        .filter(key -> terms.fourEyes())
                        .flatMap(key -> apiKeys.makerOf(request.organizationId(), key)));
    }

    /**
     * Makes sure that a user may decide. Call it with the approval locked.
     *
     * @throws Forbidden see {@link Approval#admit}
     */
    public void admit(Approval approval, String userId, Instant now) {
        if (!approval.quorum().isUsual() || approval.onBehalfOf().isPresent()) {
            approval.admit(userId, peopleOf(approval), now);
        }
    }

    /** The next hundred, after that id. */
    public Reviewable lapsed(String after) {
        List<Approval> approvals = entities.createQuery(NOT_FOR_EVERYBODY, Approval.class)
                .setParameter("after", after)
                .setParameter("yes", true)
                .setMaxResults(BATCH)
                .getResultList();
        Map<List<String>, List<Decider>> known = new HashMap<>();
        List<String> lapsed = approvals.stream()
                .filter(approval -> approval.isLapsed(known.computeIfAbsent(
                        List.of(
                                approval.organizationId(),
                                approval.quorum().teamId().orElse("")),
                        key -> peopleOf(approval))))
                .map(Approval::id)
                .toList();
        Optional<String> last = approvals.size() < BATCH
                ? Optional.empty()
                : Optional.of(approvals.get(approvals.size() - 1).id());
        return new Reviewable(last, lapsed);
    }

    /** Ends those of the approvals that too few people may decide, all in a transaction of its own. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void review(Collection<String> ids) {
        Instant now = clock.instant();
        List<ApprovalDecided> expired = entities.createQuery(
                        "select a from Approval a where a.id in :ids order by a.id", Approval.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .flatMap(approval -> approval.review(peopleOf(approval), now).stream())
                .toList();
        expired.forEach(decided::fire);
    }

    private List<Decider> peopleOf(Approval approval) {
        return deciders.of(approval.organizationId(), approval.quorum().teamId());
    }
}
