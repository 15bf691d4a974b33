package org.agentwarden.actions;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.agents.Agent;
import org.agentwarden.agents.Agents;
import org.agentwarden.agents.ApprovalTerms;
import org.agentwarden.agents.Judgement;
import org.agentwarden.agents.OnApproval;
import org.agentwarden.agents.Permissions;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.NeedsApproval;
import org.agentwarden.approvals.ActionHash;
import org.agentwarden.approvals.ActionRequest;
import org.agentwarden.approvals.Approvals;
import org.agentwarden.approvals.ExecutionPermits;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.LostRace;
import org.agentwarden.security.Origin;

/** Decides what an agent may do, and raises the event that says so, in one transaction. */
@Stateless
public class Checks {

    @Inject
    private Agents agents;

    @Inject
    private Permissions permissions;

    @Inject
    private Approvals approvals;

    @Inject
    private ExecutionPermits permits;

    @Inject
    private Event<ActionAllowed> allowed;

    @Inject
    private Event<ActionBlocked> blocked;

    @Inject
    private Event<ApprovalRequestRepeated> awaited;

    @Inject
    private InstantSource clock;

    /**
     * Judges one action of one agent, and asks a human where the rules say so. With the id of an approval it claims that one
     * instead, and nobody is asked.
     *
     * @throws LostRace when an equal request was stored at the same time; once more, and it is found
     */
    public CheckAnswer check(String organizationId, CheckRequest request, Origin origin) {
        Agent agent = agents.findByIdOrName(organizationId, request.agent());
        if (request.approvalId().isPresent()) {
            return claim(agent, request, request.approvalId().get(), origin);
        }
        Judgement judgement = permissions.judge(agent, request.action(), request.context());
        return answer(judgement, agent, request, origin).by(judgement.permissionId());
    }

    private CheckAnswer answer(Judgement judgement, Agent agent, CheckRequest request, Origin origin) {
        if (judgement.verdict() instanceof Blocked no) {
            return block(agent, request, no.reason(), judgement.permissionId(), origin);
        }
        return judgement.verdict() instanceof NeedsApproval asks
                ? needApproval(agent, request, asks.terms(), judgement.permissionId(), origin)
                : grant(agent, request, judgement.permissionId(), origin);
    }

    private CheckAnswer needApproval(
            Agent agent, CheckRequest request, ApprovalTerms terms, Optional<String> permissionId, Origin origin) {
        ActionRequest action = new ActionRequest(
                agent.organizationId(),
                agent.id(),
                agent.name(),
                request.action(),
                request.context(),
                terms,
                permissionId,
                origin);
        boolean isApproved = terms.onApproval() == OnApproval.RECHECK && permits.claimEqual(action);
        return isApproved ? CheckAnswer.granted() : askHuman(action);
    }

    private CheckAnswer claim(Agent agent, CheckRequest request, String approvalId, Origin origin) {
        String hash = ActionHash.of(agent.id(), request.action().sent(), request.context());
        return permits.claim(agent.organizationId(), approvalId, hash, true, origin)
                .refusal()
                .map(refusal -> block(agent, request, refusal.message(), Optional.empty(), origin))
                .orElseGet(CheckAnswer::granted);
    }

    private CheckAnswer grant(Agent agent, CheckRequest request, Optional<String> permissionId, Origin origin) {
        allowed.fire(new ActionAllowed(
                agent.organizationId(),
                Ids.timeOrdered(),
                agent.id(),
                request.action().sent(),
                request.context(),
                clock.instant(),
                permissionId,
                origin));
        return CheckAnswer.granted();
    }

    private CheckAnswer block(
            Agent agent, CheckRequest request, String reason, Optional<String> permissionId, Origin origin) {
        blocked.fire(new ActionBlocked(
                agent.organizationId(),
                Ids.timeOrdered(),
                agent.id(),
                request.action().sent(),
                request.context(),
                reason,
                clock.instant(),
                permissionId,
                origin));
        return CheckAnswer.blocked(reason);
    }

    private CheckAnswer askHuman(ActionRequest request) {
        Approvals.Requested requested = approvals.request(request);
        String approvalId = requested.approval().id();
        if (!requested.isNew()) {
            awaited.fire(new ApprovalRequestRepeated(
                    request.organizationId(),
                    Ids.timeOrdered(),
                    approvalId,
                    request.agentId(),
                    request.action().sent(),
                    request.context(),
                    clock.instant(),
                    request.permissionId(),
                    request.origin()));
        }
        return CheckAnswer.needsApproval(approvalId);
    }
}
