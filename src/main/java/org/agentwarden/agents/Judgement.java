package org.agentwarden.agents;

import java.util.Optional;

/**
 * A verdict, and by which rule.
 *
 * @param permissionId empty when no permission covers the action, or the agent is inactive
 */
public record Judgement(Verdict verdict, Optional<String> permissionId) {

    static Judgement by(Permission permission, Verdict verdict) {
        return new Judgement(verdict, Optional.of(permission.id()));
    }

    static Judgement withoutRule(Verdict verdict) {
        return new Judgement(verdict, Optional.empty());
    }

    boolean isSameAs(Judgement other) {
        return verdict.status() == other.verdict.status() && permissionId.equals(other.permissionId);
    }
}
