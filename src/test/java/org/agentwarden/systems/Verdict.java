package org.agentwarden.systems;

import org.jspecify.annotations.Nullable;

/** The server's answer to a check. */
public record Verdict(
        boolean allowed,
        boolean requiresApproval,
        @Nullable String reason,
        @Nullable String approvalId) {

    /** The approval that was asked for; fails when none was. */
    public String awaitedApproval() {
        String id = approvalId;
        if (!requiresApproval || id == null) {
            throw new IllegalStateException("No approval was asked for: " + this);
        }
        return id;
    }
}
