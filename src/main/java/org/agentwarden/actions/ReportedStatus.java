package org.agentwarden.actions;

import java.util.Optional;
import org.agentwarden.approvals.ExecutionOutcome;
import org.agentwarden.settings.WireNamed;

/** How an action went, as an agent reports it. */
public enum ReportedStatus implements WireNamed {
    SUCCESS,
    FAILED,
    PENDING,
    DENIED;

    /** Accepts {@code blocked} and {@code pending_approval} as other names of denied and pending. */
    static Optional<ReportedStatus> fromWire(String name) {
        return switch (name) {
            case "success" -> Optional.of(SUCCESS);
            case "failed" -> Optional.of(FAILED);
            case "pending", "pending_approval" -> Optional.of(PENDING);
            case "denied", "blocked" -> Optional.of(DENIED);
            default -> Optional.empty();
        };
    }

    /** What it says of an execution; empty when there was none yet. */
    Optional<ExecutionOutcome> outcome() {
        return switch (this) {
            case SUCCESS -> Optional.of(ExecutionOutcome.SUCCESS);
            case FAILED -> Optional.of(ExecutionOutcome.FAILED);
            case PENDING, DENIED -> Optional.empty();
        };
    }
}
