package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nobody has decided an approval for some time; raised once for its reminder, and once when it escalates, within the
 * transaction that records it.
 *
 * @param waited since it was asked for
 * @param escalatedTo the name of the team that may decide as well from now on; empty for a reminder alone
 */
public record ApprovalReminded(
        String organizationId,
        String approvalId,
        String agentId,
        String action,
        JsonObject context,
        Optional<String> onBehalfOf,
        Duration waited,
        Optional<String> escalatedTo,
        Instant remindedAt)
        implements AgentAction {

    /** What is due now, and notes that it has been told. Call it with a pending approval whose row is locked. */
    static List<ApprovalReminded> due(Approval approval, Instant now) {
        Escalation escalation = approval.quorum().escalation();
        List<ApprovalReminded> due = new ArrayList<>();
        if (escalation.takeReminder(now)) {
            due.add(of(approval, Optional.empty(), now));
        }
        if (escalation.advance(now)) {
            due.add(of(approval, escalation.teamName(), now));
        }
        return due;
    }

    private static ApprovalReminded of(Approval approval, Optional<String> escalatedTo, Instant now) {
        return new ApprovalReminded(
                approval.organizationId(),
                approval.id(),
                approval.agentId(),
                approval.action().sent(),
                approval.context(),
                approval.onBehalfOf(),
                Duration.between(approval.createdAt(), now),
                escalatedTo,
                now);
    }
}
