package org.agentwarden.actions;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.agents.Agent;
import org.agentwarden.agents.Agents;
import org.agentwarden.agents.ApprovalTerms;
import org.agentwarden.agents.OnApproval;
import org.agentwarden.agents.Permissions;
import org.agentwarden.agents.RequestedAction;
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

    /** One check, which leaves at most one row of that id in the log. */
    private record Asked(String id, Agent agent, CheckRequest request, Origin origin) {}

    /**
     * Judges one action of one agent, and asks a human where the rules say so. With the id of an approval it claims that one
     * instead, and nobody is asked.
     *
     * @throws LostRace when an equal request was stored, or a limit used up, at the same time; once more, and that is seen
     */
    public CheckAnswer check(String organizationId, CheckRequest request, Origin origin) {
        Asked asked = asked(Ids.timeOrdered(), organizationId, request, origin);
        if (request.approvalId().isPresent()) {
            return claim(asked, request.approvalId().get());
        }
        Ruling ruling = rule(asked);
        return answer(ruling.isCharged() ? spending.spend(ruling) : ruling, asked);
    }

    /**
     * The answer of the rules alone, with its row in the log.
     *
     * @param id of the row
     * @return empty when a human must be asked, or a limit counts what is allowed; then nothing was done
     */
    public Optional<CheckAnswer> answerByRules(String id, String organizationId, CheckRequest request, Origin origin) {
        Asked asked = asked(id, organizationId, request, origin);
        Ruling ruling = rule(asked);
        return ruling.isCharged() || ruling.judgement().verdict() instanceof NeedsApproval
                ? Optional.empty()
                : Optional.of(answer(ruling, asked));
    }

    private Asked asked(String id, String organizationId, CheckRequest request, Origin origin) {
        return new Asked(id, agents.findByIdOrName(organizationId, request.agent()), request, origin);
    }

    private Ruling rule(Asked asked) {
        return permissions.rule(asked.agent(), asked.request().requested());
    }

    private CheckAnswer answer(Ruling ruling, Asked asked) {
        Optional<String> rule = ruling.judgement().permissionId();
        if (ruling.judgement().verdict() instanceof Blocked no) {
            return block(asked, no.reason(), rule, shadow(ruling)).by(rule);
        }
        CheckAnswer answer = ruling.judgement().verdict() instanceof NeedsApproval asks
                ? needApproval(asked, asks.terms(), ruling)
                : grant(asked, ruling);
        return answer.by(rule);
    }

    private static Optional<ShadowJudged> shadow(Ruling ruling) {
        return ruling.shadow()
                .map(judgement -> new ShadowJudged(judgement.verdict().status(), judgement.permissionId()));
    }

    private CheckAnswer needApproval(Asked asked, ApprovalTerms terms, Ruling ruling) {
        ActionRequest action = new ActionRequest(
                asked.agent().organizationId(),
                asked.agent().id(),
                asked.agent().name(),
                asked.request().requested(),
                terms,
                ruling.judgement().permissionId(),
                shadow(ruling),
                asked.origin());
        boolean isApproved = terms.onApproval() == OnApproval.RECHECK && permits.claimEqual(action);
        return isApproved ? CheckAnswer.granted() : askHuman(asked.id(), action);
    }

    private CheckAnswer claim(Asked asked, String approvalId) {
        RequestedAction requested = asked.request().requested();
        String hash = ActionHash.of(
                asked.agent().id(), requested.action().sent(), requested.context(), requested.onBehalfOf());
        return permits.claim(asked.agent().organizationId(), approvalId, hash, true, asked.origin())
                .refusal()
                .map(refusal -> block(asked, refusal.message(), Optional.empty(), Optional.empty()))
                .orElseGet(CheckAnswer::granted);
    }

    private CheckAnswer grant(Asked asked, Ruling ruling) {
        allowed.fire(new ActionAllowed(
                asked.agent().organizationId(),
                asked.id(),
                asked.agent().id(),
                asked.request().requested().action().sent(),
                asked.request().requested().context(),
                asked.request().requested().onBehalfOf(),
                clock.instant(),
                ruling.judgement().permissionId(),
                shadow(ruling),
                asked.origin()));
        return CheckAnswer.granted();
    }

    private CheckAnswer block(
            Asked asked, String reason, Optional<String> permissionId, Optional<ShadowJudged> shadow) {
        blocked.fire(new ActionBlocked(
                asked.agent().organizationId(),
                asked.id(),
                asked.agent().id(),
                asked.request().requested().action().sent(),
                asked.request().requested().context(),
                asked.request().requested().onBehalfOf(),
                reason,
                clock.instant(),
                permissionId,
                shadow,
                asked.origin()));
        return CheckAnswer.blocked(reason);
    }

    private CheckAnswer askHuman(String id, ActionRequest request) {
        Approvals.Requested requested = approvals.request(request);
        String approvalId = requested.approval().id();
        if (!requested.isNew()) {
            awaited.fire(new ApprovalRequestRepeated(
                    request.organizationId(),
                    id,
                    approvalId,
                    request.agentId(),
                    request.requested().action().sent(),
                    request.requested().context(),
                    request.requested().onBehalfOf(),
                    clock.instant(),
                    request.permissionId(),
                    request.shadow(),
                    request.origin()));
        }
        return CheckAnswer.needsApproval(approvalId);
    }
}
