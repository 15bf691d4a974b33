package org.agentwarden.agents;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.Granted;
import org.agentwarden.agents.Verdict.NeedsApproval;
import org.agentwarden.budgets.Charge;
import org.agentwarden.budgets.OverLimit;

/**
 * A verdict, and by which rule.
 *
 * @param permissionId empty when no permission covers the action, or the agent is inactive
 * @param charges what the action uses of limits when it is executed; none when it is blocked
 * @param terms of an approval that a limit asks for
 * @param withoutGrant what it would be if nobody had granted anything with an approval; empty where that is the same
 */
public record Judgement(
        Verdict verdict,
        Optional<String> permissionId,
        List<Charge> charges,
        ApprovalTerms terms,
        Optional<Judgement> withoutGrant) {

    static Judgement by(Permission permission, Verdict verdict) {
        return by(Optional.of(permission.id()), verdict);
    }

    static Judgement withoutRule(Verdict verdict) {
        return by(Optional.empty(), verdict);
    }

    private static Judgement by(Optional<String> permissionId, Verdict verdict) {
        return new Judgement(verdict, permissionId, List.of(), ApprovalTerms.USUAL, Optional.empty());
    }

    Judgement charging(List<Charge> newCharges, ApprovalTerms newTerms) {
        return newCharges.isEmpty() ? this : new Judgement(verdict, permissionId, newCharges, newTerms, withoutGrant);
    }

    boolean isSameAs(Judgement other) {
        return verdict.status() == other.verdict.status() && permissionId.equals(other.permissionId);
    }

    /** The judgement that a human's approval is held against: nothing that was granted with another one counts. */
    public Judgement ofRules() {
        return withoutGrant.orElse(this);
    }

    /**
     * The same judgement, unless the action would exceed a limit. Over a limit of a grant it is as if there were no grant.
     *
     * @param used what has been used, by usage key
     */
    public Judgement after(Map<String, BigDecimal> used) {
        Judgement blocked = afterApproval(used);
        return blocked.verdict instanceof Granted
                ? firstOver(OverLimit.ASK, used)
                        .map(charge -> withoutGrant.orElseGet(() -> new Judgement(
                                new NeedsApproval(terms),
                                Optional.of(charge.permissionId()),
                                charges,
                                terms,
                                Optional.empty())))
                        .orElse(this)
                : blocked;
    }

    /** The same judgement, unless the action would exceed a limit that nobody may let be exceeded. */
    public Judgement afterApproval(Map<String, BigDecimal> used) {
        return firstOver(OverLimit.BLOCK, used)
                .map(charge -> by(Optional.of(charge.permissionId()), new Blocked(charge.refusal())))
                .orElse(this);
    }

    private Optional<Charge> firstOver(OverLimit then, Map<String, BigDecimal> used) {
        return charges.stream()
                .filter(charge -> charge.limit().then() == then && charge.exceeds(used))
                .findFirst();
    }
}
