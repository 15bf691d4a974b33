package org.agentwarden.actions;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.agentwarden.platform.json.JsonBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a check; its members are always written.
 *
 * @param permissionId of the rule that decided; null where none did, and where an approval was presented
 */
public record CheckAnswer(
        boolean allowed,
        boolean requiresApproval,
        @Nullable String reason,
        @Nullable String approvalId,
        @Nullable String permissionId) {

    static CheckAnswer granted() {
        return new CheckAnswer(true, false, null, null, null);
    }

    static CheckAnswer needsApproval(String approvalId) {
        return new CheckAnswer(false, true, "This action requires human approval", approvalId, null);
    }

    static CheckAnswer blocked(String reason) {
        return new CheckAnswer(false, false, reason, null, null);
    }

    /** The same answer, by that rule. */
    CheckAnswer by(Optional<String> rule) {
        return new CheckAnswer(allowed, requiresApproval, reason, approvalId, rule.orElse(null));
    }

    JsonObject toJson() {
        return JsonBuilder.of()
                .flag("allowed", allowed)
                .flag("requires_approval", requiresApproval)
                .text("reason", reason)
                .text("approval_id", approvalId)
                .text("permission_id", permissionId)
                .build();
    }
}
