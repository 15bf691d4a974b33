package org.agentwarden.approvals;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.agents.Agent;
import org.agentwarden.agents.Agents;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.LostRace;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.settings.Settings;

/** The approval EJB: asks, decides, and raises the events that webhooks are made of, all in one transaction. */
@Stateless
public class Approvals {

    private static final String REASON = "Awaiting human review";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<ApprovalRequested> requested;

    @Inject
    private Event<ApprovalDecided> decided;

    @Inject
    private Event<ApproverAgreed> agreed;

    @Inject
    private Agents agents;

    @Inject
    private Quorums quorums;

    @Inject
    private PendingApprovals pending;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** An approval, and whether it was made now or had been waiting already. */
    public record Requested(Approval approval, boolean isNew) {}

    /**
     * The approval that an equal request is already waiting for, or a new one. A waiting one whose time is over is expired
     * here: nobody could approve it any more.
     *
     * @throws LostRace when an equal request was stored at the same time; once more, and it is found
     */
    public Requested request(ActionRequest request) {
        Optional<Approval> waiting = entities.createQuery(
                        "select a from Approval a where a.pendingKey = :key and a.organizationId = :organization",
                        Approval.class)
                .setParameter("key", request.hash())
                .setParameter("organization", request.organizationId())
                .getResultStream()
                .findFirst()
                .filter(this::isStillWaiting);
        return waiting.map(approval -> new Requested(approval, false)).orElseGet(() -> {
            Approval approval = store(request);
            requested.fire(new ApprovalRequested(
                    approval.organizationId(),
                    approval.id(),
                    approval.agentId(),
                    approval.action().sent(),
                    request.requested().context(),
                    request.requested().onBehalfOf(),
                    REASON,
                    approval.createdAt(),
                    request.permissionId(),
                    request.shadow(),
                    request.origin()));
            return new Requested(approval, true);
        });
    }

    private boolean isStillWaiting(Approval approval) {
        if (!approval.isOver(clock.instant())) {
            return true;
        }
        entities.refresh(approval, LockModeType.PESSIMISTIC_WRITE);
        approval.expire(clock.instant()).ifPresent(decided::fire);
        // The key must be free in the database before another approval takes it.
        entities.flush();
        return false;
    }

    private Approval store(ActionRequest request) {
        Instant now = clock.instant();
        Approval approval = new Approval(
                Ids.timeOrdered(),
                request,
                quorums.of(request, now),
                now,
                settings.approvalExpiry().map(now::plus).orElse(null));
        entities.persist(approval);
        try {
            entities.flush();
        } catch (PersistenceException e) {
            throw new LostRace(e);
        }
        return approval;
    }

    public PageResult<Approval> list(String organizationId, ApprovalFilter filter, Page page) {
        PagedQuery<Approval> all = PagedQuery.of(entities, Approval.class, organizationId);
        return filter.status()
                .map(status -> all.within("status", status))
                .orElse(all)
                .where("agentId", filter.agentId())
                .whereOneOf(filter.action().map(Action::forms), "action", "canonicalAction")
                .where(filter.outcome())
                .createdWithin(filter.createdAfter(), filter.createdBefore())
                .page(page);
    }

    public Approval find(String organizationId, String id) {
        return scoped(organizationId, entities.find(Approval.class, id));
    }

    /**
     * Decides, see {@link Approval#decide}. Whoever approves what the agent may not do any more cancels the approval instead.
     * Concurrent callers wait for each other and for changes of the agent.
     *
     * @throws Forbidden when the user may not decide about it
     * @throws NotPermitted when the agent may not do the action any more
     */
    public Approval decide(
            String organizationId,
            String id,
            Decision decision,
            String userId,
            Optional<String> comment,
            Optional<String> clientAddress) {
        Optional<Agent> agent = holdAgentOf(organizationId, id);
        Approval approval = hold(organizationId, id);
        Instant now = clock.instant();
        Optional<String> delegatedBy = quorums.admit(approval, userId, now);
        if (decision == Decision.APPROVE && approval.isOpen(now)) {
            pending.cancelIfBlocked(approval, agent).ifPresent(reason -> {
                throw new NotPermitted(reason);
            });
        }
        GivenDecision given = new GivenDecision(userId, decision, comment, now, delegatedBy);
        boolean isRepeated = approval.quorum().has(given);
        Optional<ApprovalDecided> end = approval.decide(given).map(event -> event.from(delegatedBy, clientAddress));
        end.ifPresent(event -> {
            if (event.outcome() == ApprovalStatus.APPROVED) {
                approval.grant(settings.approvalValidity(), now);
            }
            decided.fire(event);
        });
        if (end.isEmpty() && !isRepeated && approval.status() == ApprovalStatus.PENDING) {
            agreed.fire(ApproverAgreed.of(approval, given, clientAddress));
        }
        return approval;
    }

    /** The agent of an approval, locked against changes; empty when it is deleted. */
    public Optional<Agent> holdAgentOf(String organizationId, String id) {
        return entities.createQuery(
                        "select a.agentId from Approval a where a.id = :id and a.organizationId = :organization",
                        String.class)
                .setParameter("id", id)
                .setParameter("organization", organizationId)
                .getResultStream()
                .findFirst()
                .flatMap(agentId -> agents.holdIfPresent(organizationId, agentId));
    }

    /** The approval, locked until the transaction ends. */
    public Approval hold(String organizationId, String id) {
        return scoped(organizationId, entities.find(Approval.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Those of the approvals that are not pending any more. */
    public List<String> decided(Collection<String> ids) {
        return entities.createQuery(
                        "select a.id from Approval a where a.id in :ids"
                                + " and a.status <> org.agentwarden.approvals.ApprovalStatus.PENDING",
                        String.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    private static Approval scoped(String organizationId, Approval approval) {
        return NotFound.requireOwned(organizationId, approval, Approval::organizationId, "Approval not found");
    }
}
