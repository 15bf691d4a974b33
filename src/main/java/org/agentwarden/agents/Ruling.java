package org.agentwarden.agents;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What a check comes to.
 *
 * @param judgement that of the permissions that are enforced
 * @param shadow that of all permissions, those in shadow as well, where it has another status or comes from another
 *     permission
 */
public record Ruling(Judgement judgement, Optional<Judgement> shadow) {

    /** Whether it depends on what has been used of limits. */
    public boolean isCharged() {
        return !judgement.charges().isEmpty()
                || shadow.filter(other -> !other.charges().isEmpty()).isPresent();
    }

    /**
     * The same, unless the action would exceed a limit.
     *
     * @param used what has been used, by usage key
     */
    Ruling after(Map<String, BigDecimal> used) {
        Judgement last = judgement.after(used);
        return new Ruling(last, shadow.map(other -> other.after(used)).filter(other -> !other.isSameAs(last)));
    }
}
