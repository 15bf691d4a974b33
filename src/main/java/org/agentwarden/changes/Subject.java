package org.agentwarden.changes;

import java.util.Optional;

/**
 * What is changed, and whose it is.
 *
 * @param id at most 36 characters
 * @param agentId the agent whom it concerns, if it concerns one
 */
public record Subject(String organizationId, String id, Optional<String> agentId) {

    public static Subject of(String organizationId, String id) {
        return new Subject(organizationId, id, Optional.empty());
    }

    /** Something that concerns an agent, or the agent itself. */
    public static Subject ofAgent(String organizationId, String agentId, String id) {
        return new Subject(organizationId, id, Optional.of(agentId));
    }
}
