package org.agentwarden.approvals;

import java.time.Instant;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.platform.PagedQuery.Condition;

/**
 * What narrows a list of approvals.
 *
 * @param outcome what came of them
 */
public record ApprovalFilter(
        Optional<ApprovalStatus> status,
        Optional<String> agentId,
        Optional<Action> action,
        Optional<Instant> createdAfter,
        Optional<Instant> createdBefore,
        Optional<Condition<Approval>> outcome) {}
