package org.agentwarden.systems;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The server's answer to a check. */
public record Verdict(
        boolean allowed,
        boolean requiresApproval,
        @Nullable String reason,
        @Nullable String approvalId) {

    /** Reads the body of an answer. */
    public static Verdict of(Answer answer) {
        JsonObject verdict = answer.json();
        return new Verdict(
                verdict.getBoolean("allowed"),
                verdict.getBoolean("requires_approval"),
                text(verdict, "reason"),
                text(verdict, "approval_id"));
    }

    private static @Nullable String text(JsonObject object, String member) {
        return object.isNull(member) ? null : object.getString(member);
    }

    /** The approval that was asked for; fails when none was. */
    public String awaitedApproval() {
        String id = approvalId;
        if (!requiresApproval || id == null) {
            throw new IllegalStateException("No approval was asked for: " + this);
        }
        return id;
    }
}
