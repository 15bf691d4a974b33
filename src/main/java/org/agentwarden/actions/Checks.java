package org.agentwarden.actions;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import org.agentwarden.agents.Agent;
import org.agentwarden.agents.Agents;
import org.agentwarden.agents.PermissionPolicy;
import org.agentwarden.agents.Permissions;
import org.agentwarden.agents.Verdict;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.Granted;
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
        Verdict verdict =
                PermissionPolicy.judge(agent.status(), permissions.of(agent), request.action(), request.context());
        if (verdict instanceof Granted) {
            return grant(agent, request, origin);
        }
        return verdict instanceof Blocked no
                ? block(agent, request, no.reason(), origin)
                : askHuman(agent, request, origin);
    }

    private CheckAnswer claim(Agent agent, CheckRequest request, String approvalId, Origin origin) {
        String hash = ActionHash.of(agent.id(), request.action().sent(), request.context());
        return permits.claim(agent.organizationId(), approvalId, hash, true, origin)
                .refusal()
                .map(refusal -> block(agent, request, refusal.message(), origin))
                .orElseGet(CheckAnswer::granted);
    }

    private CheckAnswer grant(Agent agent, CheckRequest request, Origin origin) {
        allowed.fire(new ActionAllowed(
                agent.organizationId(),
                Ids.timeOrdered(),
                agent.id(),
                request.action().sent(),
                request.context(),
                clock.instant(),
                origin));
        return CheckAnswer.granted();
    }

    private CheckAnswer block(Agent agent, CheckRequest request, String reason, Origin origin) {
        blocked.fire(new ActionBlocked(
                agent.organizationId(),
                Ids.timeOrdered(),
                agent.id(),
                request.action().sent(),
                request.context(),
                reason,
                clock.instant(),
                origin));
        return CheckAnswer.blocked(reason);
    }

    private CheckAnswer askHuman(Agent agent, CheckRequest request, Origin origin) {
        Approvals.Requested requested = approvals.request(new ActionRequest(
                agent.organizationId(), agent.id(), agent.name(), request.action(), request.context(), origin));
        String approvalId = requested.approval().id();
        if (!requested.isNew()) {
            Instant now = clock.instant();
            awaited.fire(new ApprovalRequestRepeated(
                    agent.organizationId(),
                    Ids.timeOrdered(),
                    approvalId,
                    agent.id(),
                    request.action().sent(),
                    request.context(),
                    now,
                    origin));
        }
        return CheckAnswer.needsApproval(approvalId);
    }
}
