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
import org.agentwarden.agents.Ruling;
import org.agentwarden.agents.Spending;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.NeedsApproval;
import org.agentwarden.approvals.ActionHash;
import org.agentwarden.approvals.ActionRequest;
import org.agentwarden.approvals.Approvals;
import org.agentwarden.approvals.ExecutionPermits;
import org.agentwarden.approvals.ShadowJudged;
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
    private Spending spending;

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
     * @throws LostRace when an equal request was stored, or a limit used up, at the same time; once more, and that is seen
     */
    public CheckAnswer check(String organizationId, CheckRequest request, Origin origin) {
        Agent agent = agents.findByIdOrName(organizationId, request.agent());
        if (request.approvalId().isPresent()) {
            return claim(agent, request, request.approvalId().get(), origin);
        }
        Ruling ruling = spending.spend(permissions.rule(agent, request.action(), request.context()));
        return answer(ruling, agent, request, origin).by(ruling.judgement().permissionId());
    }

    private CheckAnswer answer(Ruling ruling, Agent agent, CheckRequest request, Origin origin) {
        Judgement judgement = ruling.judgement();
        if (judgement.verdict() instanceof Blocked no) {
            return block(agent, request, no.reason(), judgement.permissionId(), shadow(ruling), origin);
        }
        return judgement.verdict() instanceof NeedsApproval asks
                ? needApproval(agent, request, asks.terms(), ruling, origin)
                : grant(agent, request, ruling, origin);
    }

    private static Optional<ShadowJudged> shadow(Ruling ruling) {
        return ruling.shadow()
                .map(judgement -> new ShadowJudged(judgement.verdict().status(), judgement.permissionId()));
    }

    private CheckAnswer needApproval(
            Agent agent, CheckRequest request, ApprovalTerms terms, Ruling ruling, Origin origin) {
        ActionRequest action = new ActionRequest(
                agent.organizationId(),
                agent.id(),
                agent.name(),
                request.action(),
                request.context(),
                terms,
                ruling.judgement().permissionId(),
                shadow(ruling),
                origin);
        boolean isApproved = terms.onApproval() == OnApproval.RECHECK && permits.claimEqual(action);
        return isApproved ? CheckAnswer.granted() : askHuman(action);
    }

    private CheckAnswer claim(Agent agent, CheckRequest request, String approvalId, Origin origin) {
        String hash = ActionHash.of(agent.id(), request.action().sent(), request.context());
        return permits.claim(agent.organizationId(), approvalId, hash, true, origin)
                .refusal()
                .map(refusal -> block(agent, request, refusal.message(), Optional.empty(), Optional.empty(), origin))
                .orElseGet(CheckAnswer::granted);
    }

    private CheckAnswer grant(Agent agent, CheckRequest request, Ruling ruling, Origin origin) {
        allowed.fire(new ActionAllowed(
                agent.organizationId(),
                Ids.timeOrdered(),
                agent.id(),
                request.action().sent(),
                request.context(),
                clock.instant(),
                ruling.judgement().permissionId(),
                shadow(ruling),
                origin));
        return CheckAnswer.granted();
    }

    private CheckAnswer block(
            Agent agent,
            CheckRequest request,
            String reason,
            Optional<String> permissionId,
            Optional<ShadowJudged> shadow,
            Origin origin) {
        blocked.fire(new ActionBlocked(
                agent.organizationId(),
                Ids.timeOrdered(),
                agent.id(),
                request.action().sent(),
                request.context(),
                reason,
                clock.instant(),
                permissionId,
                shadow,
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
                    request.shadow(),
                    request.origin()));
        }
        return CheckAnswer.needsApproval(approvalId);
    }
}
