package org.agentwarden.agents;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.Granted;
import org.agentwarden.agents.Verdict.NeedsApproval;
import org.agentwarden.platform.json.JsonCodec;

/**
 * The rule of every check, in the contract's order: the agent is active, a permission covers the action (the most
 * specific one counts; none means no), the amount is between zero and its limit if there is one, and whether a human must
 * agree.
 */
public final class PermissionPolicy {

    private PermissionPolicy() {}

    public static Verdict judge(AgentStatus status, List<Permission> permissions, Action action, JsonObject context) {
        if (status != AgentStatus.ACTIVE) {
            return new Blocked("Agent is inactive");
        }
        List<Permission> deciding = mostSpecific(permissions, action);
        if (deciding.isEmpty()) {
            return new Blocked("No permission for action '" + action.sent() + "'");
        }
        Optional<String> overLimit = deciding.stream()
                .flatMap(permission -> permission.maxAmount().stream())
                .min(Comparator.naturalOrder())
                .flatMap(limit -> objection(context.getOrDefault("amount", JsonValue.NULL), limit));
        if (overLimit.isPresent()) {
            return new Blocked(overLimit.get());
        }
        return deciding.stream()
                .filter(Permission::requiresApproval)
                .map(Permission::terms)
                .reduce(ApprovalTerms::and)
                .<Verdict>map(NeedsApproval::new)
                .orElseGet(Granted::new);
    }

    /** More than one where earlier versions stored an action in several forms: the strictest of them counts. */
    private static List<Permission> mostSpecific(List<Permission> permissions, Action action) {
        List<Permission> covering = permissions.stream()
                .filter(candidate -> candidate.covers(action))
                .toList();
        int highest = covering.stream().mapToInt(Permission::specificity).max().orElse(0);
        return covering.stream()
                .filter(candidate -> candidate.specificity() == highest)
                .toList();
    }

    private static Optional<String> objection(JsonValue amountValue, BigDecimal limit) {
        Optional<BigDecimal> amount = JsonCodec.decimal(amountValue);
        if (amount.isEmpty()) {
            return Optional.of("A numeric amount is required: the maximum allowed is " + money(limit));
        }
        if (amount.get().signum() < 0) {
            return Optional.of("Amount " + money(amount.get()) + " is negative: amounts from 0.00 to " + money(limit)
                    + " are allowed");
        }
        return amount.get().compareTo(limit) > 0
                ? Optional.of("Amount " + money(amount.get()) + " exceeds maximum allowed " + money(limit))
                : Optional.empty();
    }

    /** Two decimals, or more where the amount has them. */
    private static String money(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.setScale(Math.max(2, plain.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
