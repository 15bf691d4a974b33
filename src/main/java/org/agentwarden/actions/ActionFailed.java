package org.agentwarden.actions;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.approvals.AgentAction;
import org.agentwarden.security.Origin;

/**
 * An action failed while it was carried out. Fire it with {@code jakarta.enterprise.event.Event#fire} inside a
 * transaction: the webhook {@code log.failed} is stored in that very transaction, and sent once it has committed.
 *
 * @param organizationId an existing organization
 * @param logId at most 36 characters, unique: the id of the row in the log
 * @param agentId at most 200 characters
 * @param onBehalfOf the person for whom the agent acted
 * @param ipAddress where the action ran, as the agent says, at most 45 characters
 * @param approvalId of the approval that permitted it, if the agent named one
 * @param origin who reported it, and from where
 */
public record ActionFailed(
        String organizationId,
        String logId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        Optional<String> ipAddress,
        Optional<String> approvalId,
        Instant failedAt,
        Origin origin)
        implements AgentAction {

    /** For a workflow that does not tell who reported it. */
    public ActionFailed(
            String organizationId,
            String logId,
            String agentId,
            String action,
            JsonObject context,
            Optional<String> ipAddress,
            Instant failedAt) {
        this(
                organizationId,
                logId,
                agentId,
                action,
                context,
                Optional.empty(),
                ipAddress,
                Optional.empty(),
                failedAt,
                Origin.UNKNOWN);
    }
}
