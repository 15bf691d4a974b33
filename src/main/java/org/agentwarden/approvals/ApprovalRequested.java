package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.security.Origin;

/**
 * An action waits for a human. Fire it with {@code jakarta.enterprise.event.Event#fire} inside the transaction that
 * records the request: the webhook {@code log.pending_approval} is stored in that very transaction, and sent once it has
 * committed.
 *
 * @param organizationId an existing organization
 * @param approvalId at most 36 characters; receivers see it again in {@link ApprovalDecided}
 * @param agentId at most 36 characters
 * @param context the caller's, sent as it is
 * @param onBehalfOf the person for whom the agent acts
 * @param reason a sentence for people
 * @param permissionId that asks for it
 * @param shadow what the permissions in shadow would have changed
 * @param origin who asked, and from where
 */
public record ApprovalRequested(
        String organizationId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        String reason,
        Instant requestedAt,
        Optional<String> permissionId,
        Optional<ShadowJudged> shadow,
        Origin origin)
        implements AgentAction {

    /** For a workflow that does not tell who asked. */
    public ApprovalRequested(
            String organizationId,
            String approvalId,
            String agentId,
            String action,
            JsonObject context,
            String reason,
            Instant requestedAt) {
        this(
                organizationId,
                approvalId,
                agentId,
                action,
                context,
                Optional.empty(),
                reason,
                requestedAt,
                Optional.empty(),
                Optional.empty(),
                Origin.UNKNOWN);
    }
}
