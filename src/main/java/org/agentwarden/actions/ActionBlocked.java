package org.agentwarden.actions;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.approvals.AgentAction;
import org.agentwarden.approvals.ShadowJudged;
import org.agentwarden.security.Origin;

/**
 * An agent asked and may not act. Fire it with {@code jakarta.enterprise.event.Event#fire} inside a transaction: the
 * webhook {@code log.blocked} is stored in that very transaction, and sent once it has committed.
 *
 * @param organizationId an existing organization
 * @param checkId at most 36 characters, unique: the id of the row in the log
 * @param agentId at most 200 characters
 * @param onBehalfOf the person for whom the agent acts
 * @param reason a sentence for people
 * @param permissionId that blocks it; empty when none allows it
 * @param shadow what the permissions in shadow would have changed
 * @param origin who asked, and from where
 */
public record ActionBlocked(
        String organizationId,
        String checkId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        String reason,
        Instant blockedAt,
        Optional<String> permissionId,
        Optional<ShadowJudged> shadow,
        Origin origin)
        implements AgentAction {

    /** For a workflow that does not tell who asked. */
    public ActionBlocked(
            String organizationId,
            String checkId,
            String agentId,
            String action,
            JsonObject context,
            String reason,
            Instant blockedAt) {
        this(
                organizationId,
                checkId,
                agentId,
                action,
                context,
                Optional.empty(),
                reason,
                blockedAt,
                Optional.empty(),
                Optional.empty(),
                Origin.UNKNOWN);
    }
}
