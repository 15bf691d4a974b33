package org.agentwarden.approvals;

import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.agents.ApprovalTerms;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.security.Origin;

/**
 * The action that an agent asks a human about.
 *
 * @param terms of the approval
 * @param permissionId that asks for it
 * @param shadow what the permissions in shadow would have changed
 */
public record ActionRequest(
        String organizationId,
        String agentId,
        String agentName,
        RequestedAction requested,
        ApprovalTerms terms,
        Optional<String> permissionId,
        Optional<ShadowJudged> shadow,
        Origin origin) {

    Action action() {
        return requested.action();
    }

    /** Equal for requests of the same agent, action, context and person, however the context is written. */
    String hash() {
        return ActionHash.of(agentId, action().sent(), requested.context(), requested.onBehalfOf());
    }
}
