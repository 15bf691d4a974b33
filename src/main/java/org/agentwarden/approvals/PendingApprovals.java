package org.agentwarden.approvals;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.agentwarden.agents.Agent;
import org.agentwarden.agents.AgentDeleted;
import org.agentwarden.agents.AgentRightsChanged;
import org.agentwarden.agents.Agents;
import org.agentwarden.agents.Judgement;
import org.agentwarden.agents.PermissionSet;
import org.agentwarden.agents.Permissions;
import org.agentwarden.agents.Spending;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.json.MalformedJson;

/**
 * Judges pending approvals again by what their agent may do now. One that the rules would block is cancelled; one that they
 * would allow without asking still waits, because its agent waits for the decision; so does one whose limit is used up,
 * because that passes. Call it with the agent's row locked.
 */
@Stateless
public class PendingApprovals {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(PendingApprovals.class.getName()));
    private static final String AGENT_DELETED = "Agent is deleted";
    private static final String BEFORE_ALL = "";

    /** So many contexts are in memory at once. */
    private static final int BATCH = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Agents agents;

    @Inject
    private Permissions permissions;

    @Inject
    private Spending spending;

    @Inject
    private Event<ApprovalCancelled> cancelled;

    @Inject
    private InstantSource clock;

    /**
     * Cancels the approval when the rules would block its action now.
     *
     * @param agent empty when it is deleted
     * @return why it was cancelled; empty when it was not
     */
    public Optional<String> cancelIfBlocked(Approval approval, Optional<Agent> agent) {
        Optional<String> objection = agent.isPresent()
                ? objection(agent.get(), permissionsOf(agent.get()), approval)
                : Optional.of(AGENT_DELETED);
        objection.ifPresent(reason -> cancel(approval, reason));
        return objection;
    }

    /**
     * Why the rules block that the approval is claimed now; empty when they do not, and then the claim is counted against the
     * limits.
     *
     * @param agent empty when it is deleted
     */
    public Optional<String> objectionToClaim(Approval approval, Optional<Agent> agent) {
        return agent.isPresent()
                ? reason(spending.claim(judge(agent.get(), permissionsOf(agent.get()), approval)))
                : Optional.of(AGENT_DELETED);
    }

    public void cancelAll(@Observes AgentDeleted deleted) {
        cancelEach(deleted.organizationId(), deleted.agentId(), approval -> Optional.of(AGENT_DELETED));
    }

    public void cancelBlocked(@Observes AgentRightsChanged changed) {
        Agent agent = agents.find(changed.organizationId(), changed.agentId());
        PermissionSet granted = permissionsOf(agent);
        cancelEach(agent.organizationId(), agent.id(), approval -> objection(agent, granted, approval));
    }

    private Optional<String> objection(Agent agent, PermissionSet granted, Approval approval) {
        return reason(judge(agent, granted, approval));
    }

    /** Why the rules block the action now; empty when they do not. */
    public Optional<String> objectionTo(Approval approval, Agent agent) {
        return objection(agent, permissionsOf(agent), approval);
    }

    private PermissionSet permissionsOf(Agent agent) {
        return PermissionSet.of(permissions.of(agent));
    }

    private Judgement judge(Agent agent, PermissionSet granted, Approval approval) {
        return permissions.judge(agent, granted, approval.requested()).ofRules();
    }

    private static Optional<String> reason(Judgement judgement) {
        return judgement.verdict() instanceof Blocked blocked ? Optional.of(blocked.reason()) : Optional.empty();
    }

    private void cancelEach(String organizationId, String agentId, Function<Approval, Optional<String>> objection) {
        List<String> ids = idsAfter(BEFORE_ALL, organizationId, agentId);
        while (!ids.isEmpty()) {
            hold(ids).forEach(approval -> cancelIf(objection, approval));
            entities.flush();
            entities.clear();
            ids = idsAfter(ids.get(ids.size() - 1), organizationId, agentId);
        }
    }

    /** A row whose context can't be read stays pending, and does not keep a right from ending. */
    private void cancelIf(Function<Approval, Optional<String>> objection, Approval approval) {
        try {
            objection.apply(approval).ifPresent(reason -> cancel(approval, reason));
        } catch (MalformedJson e) {
            LOG.log(
                    Level.WARNING,
                    "context",
                    () -> "The context of approval " + approval.id() + " can not be read; it is not cancelled");
        }
    }

    private List<String> idsAfter(String id, String organizationId, String agentId) {
        return entities.createQuery(
                        "select a.id from Approval a where a.organizationId = :organization and a.agentId = :agent"
                                + " and a.status = org.agentwarden.approvals.ApprovalStatus.PENDING and a.id > :after order by a.id",
                        String.class)
                .setParameter("organization", organizationId)
                .setParameter("agent", agentId)
                .setParameter("after", id)
                .setMaxResults(BATCH)
                .getResultList();
    }

    /** Those that are still pending. H2 can't lock the rows of a query with a limit. */
    private List<Approval> hold(List<String> ids) {
        return entities.createQuery(
                        "select a from Approval a where a.id in :ids"
                                + " and a.status = org.agentwarden.approvals.ApprovalStatus.PENDING order by a.id",
                        Approval.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private void cancel(Approval approval, String reason) {
        cancelled.fire(approval.cancel(reason, clock.instant()));
    }
}
