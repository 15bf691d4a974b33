package org.agentwarden.approvals;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.agents.Agent;
import org.agentwarden.agents.OnApproval;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.security.Origin;

/** Lets whoever executes an approved action claim it, once, and people take an approval back before that. */
@Stateless
public class ExecutionPermits {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<ApprovalClaimed> claimed;

    @Inject
    private Event<ApprovalRevoked> revoked;

    @Inject
    private Approvals approvals;

    @Inject
    private PendingApprovals pending;

    @Inject
    private InstantSource clock;

    /**
     * Claims an approval: whoever gets no refusal may execute its action, and nobody else any more. The action is judged again.
     * Concurrent callers wait for each other and for changes of the agent.
     *
     * @param hash of the action that is about to be executed, see {@link ActionHash}
     * @param byCheck whether a check claims it
     */
    public ClaimAttempt claim(String organizationId, String id, String hash, boolean byCheck, Origin origin) {
        Optional<Agent> agent = approvals.holdAgentOf(organizationId, id);
        Approval approval = approvals.hold(organizationId, id);
        Instant now = clock.instant();
        Optional<ClaimRefusal> refusal = approval.refusalOfClaim(hash, now)
                .or(() -> pending.objectionToClaim(approval, agent)
                        .map(reason -> new ClaimRefusal(ClaimRefusal.NOT_PERMITTED, reason)));
        if (refusal.isEmpty()) {
            approval.claim(origin.actorId(), now);
            claimed.fire(ApprovalClaimed.of(approval, Ids.timeOrdered(), now, byCheck, origin));
        }
        return new ClaimAttempt(approval, refusal);
    }

    /**
     * Claims an approval of that action which may be used without its id, see {@link OnApproval#RECHECK}.
     *
     * @return whether there was one
     */
    public boolean claimEqual(ActionRequest request) {
        String organizationId = request.organizationId();
        String hash = request.hash();
        return entities.createQuery(
                        "select a.id from Approval a where a.permit.recheckKey = :key and a.organizationId = :organization"
                                + " and (a.permit.validUntil is null or a.permit.validUntil > :now) order by a.createdAt",
                        String.class)
                .setParameter("key", hash)
                .setParameter("organization", organizationId)
                .setParameter("now", clock.instant())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .filter(id -> claim(organizationId, id, hash, true, request.origin())
                        .refusal()
                        .isEmpty())
                .isPresent();
    }

    /**
     * Notes how the execution of an approved action went. The context may differ: agents add what came of it.
     *
     * @param outcome empty when the report does not tell; then the approval is only checked
     * @throws NotFound when the agent has no such approval
     * @throws InvalidInput when it is of another action, or the report names another person than the approval
     */
    public void report(
            String organizationId,
            String agentId,
            String id,
            RequestedAction done,
            Optional<ExecutionOutcome> outcome,
            Instant at) {
        Approval approval = approvals.hold(organizationId, id);
        if (!approval.agentId().equals(agentId)) {
            throw new NotFound("Approval not found");
        }
        if (!approval.action().isSameAs(done.action())) {
            throw new InvalidInput("approval_id", "is of another action");
        }
        if (done.onBehalfOf().isPresent() && !done.onBehalfOf().equals(approval.onBehalfOf())) {
            throw new InvalidInput("approval_id", "is of an action for another person");
        }
        outcome.ifPresent(reported -> approval.permit().report(reported, at));
    }

    /**
     * Takes an approval back; once more changes nothing.
     *
     * @throws Conflict {@code not_approved}, {@code already_claimed} or {@code approval_expired}
     */
    public Approval revoke(
            String organizationId, String id, String userId, Optional<String> comment, Optional<String> clientAddress) {
        Approval approval = approvals.hold(organizationId, id);
        Instant now = clock.instant();
        if (approval.revoke(now)) {
            revoked.fire(ApprovalRevoked.of(approval, userId, comment, now, clientAddress));
        }
        return approval;
    }
}
