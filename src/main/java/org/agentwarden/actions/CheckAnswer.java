package org.agentwarden.actions;

import jakarta.json.JsonObject;
import org.agentwarden.platform.json.JsonBuilder;
import org.jspecify.annotations.Nullable;

/** The answer to a check; its four members are always written. */
public record CheckAnswer(
        boolean allowed,
        boolean requiresApproval,
        @Nullable String reason,
        @Nullable String approvalId) {

    static CheckAnswer granted() {
        return new CheckAnswer(true, false, null, null);
    }

    static CheckAnswer needsApproval(String approvalId) {
        return new CheckAnswer(false, true, "This action requires human approval", approvalId);
    }

    static CheckAnswer blocked(String reason) {
        return new CheckAnswer(false, false, reason, null);
    }

    JsonObject toJson() {
        return JsonBuilder.of()
                .flag("allowed", allowed)
                .flag("requires_approval", requiresApproval)
                .text("reason", reason)
                .text("approval_id", approvalId)
                .build();
    }
}
