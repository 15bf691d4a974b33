package org.agentwarden.approvals;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.agents.Agent;
import org.agentwarden.agents.GrantTerms;
import org.agentwarden.agents.GrantedPermissions;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.settings.Settings;

/** Approves less than was asked for, or more actions of the same kind; otherwise as {@link Approvals#decide}. */
@Stateless
public class NarrowedDecisions {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Approvals approvals;

    @Inject
    private Quorums quorums;

    @Inject
    private PendingApprovals pending;

    @Inject
    private GrantedPermissions grants;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /**
     * Narrows the approval and approves it, all in one transaction.
     *
     * @throws Forbidden when the user may not decide about it
     * @throws InvalidInput for what would not narrow it, or what the rules would block
     * @throws Conflict {@code already_resolved}; {@code not_grantable} where it can't hold for further actions
     * @throws NotPermitted when the agent may not do the action any more
     */
    public Approval approve(
            String organizationId,
            String id,
            Narrowing narrowing,
            String userId,
            Optional<String> comment,
            Optional<String> clientAddress) {
        Optional<Agent> agent = approvals.holdAgentOf(organizationId, id);
        Approval approval = approvals.hold(organizationId, id);
        Instant now = clock.instant();
        quorums.admit(approval, userId, now);
        requireOpen(approval, now);
        pending.cancelIfBlocked(approval, agent).ifPresent(reason -> {
            throw new NotPermitted(reason);
        });
        narrowing.validFor().ifPresent(time -> approval.permit().narrowTo(time, settings.approvalValidity()));
        narrowing.edits().ifPresent(edits -> edit(approval, edits, agent.orElseThrow()));
        if (narrowing.grant().isPresent() && approval.quorum().isOfSeveral()) {
            throw new Conflict("not_grantable", "What several people must approve is approved action by action");
        }
        // The decision reads the row again.
        entities.flush();
        Approval decided = approvals.decide(organizationId, id, Decision.APPROVE, userId, comment, clientAddress);
        narrowing.grant().ifPresent(terms -> grant(decided, terms));
        return decided;
    }

    private static void requireOpen(Approval approval, Instant now) {
        if (!approval.isOpen(now)) {
            throw new Conflict(
                    "already_resolved",
                    approval.status() == ApprovalStatus.PENDING
                            ? "Approval has expired"
                            : "Approval is already " + approval.status().wireName());
        }
    }

    private void edit(Approval approval, ContextEdits edits, Agent agent) {
        JsonObject lowered = edits.of(approval.context(), approval.editable());
        if (approval.replaceContext(lowered)) {
            // Those who approved before approved something else.
            approval.quorum().forget();
            pending.objectionTo(approval, agent).ifPresent(reason -> {
                throw new InvalidInput("edits", "would be blocked: " + reason);
            });
        }
    }

    private void grant(Approval approval, GrantTerms terms) {
        grants.grant(
                new GrantedPermissions.Approved(
                        approval.organizationId(),
                        approval.agentId(),
                        approval.id(),
                        approval.permissionId(),
                        approval.requested()),
                terms);
    }
}
