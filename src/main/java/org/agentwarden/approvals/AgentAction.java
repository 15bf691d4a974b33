package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.util.Optional;

/** What an agent did or wanted to do. */
public interface AgentAction {

    String organizationId();

    String agentId();

    String action();

    JsonObject context();

    /** The person for whom the agent acts, as the agent says. */
    default Optional<String> onBehalfOf() {
        return Optional.empty();
    }

    /** The user who was away, and in whose place somebody decided; empty for what nobody decided so. */
    default Optional<String> delegatedBy() {
        return Optional.empty();
    }

    /** The permission that decided; empty where none did, and for a workflow that has no permissions. */
    default Optional<String> permissionId() {
        return Optional.empty();
    }

    /** What the permissions in shadow would have changed; empty for what is no check. */
    default Optional<ShadowJudged> shadow() {
        return Optional.empty();
    }

    /** What the agent did or wanted to do, as {@link ActionHash} defines it. */
    default String actionHash() {
        return ActionHash.of(agentId(), action(), context(), onBehalfOf());
    }
}
