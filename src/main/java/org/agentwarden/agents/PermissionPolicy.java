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
import org.agentwarden.platform.json.JsonText;

/**
 * The rule of every check, in the contract's order: the agent is active, a permission covers the action (the most
 * specific one counts; none means no), the amount is within its limit, and whether a human must agree.
 */
public final class PermissionPolicy {

    private PermissionPolicy() {}

    public static Verdict judge(AgentStatus status, List<Permission> permissions, String action, JsonObject context) {
        if (status != AgentStatus.ACTIVE) {
            return new Blocked("Agent is inactive");
        }
        Optional<Permission> permission = permissions.stream()
                .filter(candidate -> candidate.covers(action))
                .max(Comparator.comparingInt(Permission::specificity));
        if (permission.isEmpty()) {
            return new Blocked("No permission for action '" + action + "'");
        }
        Optional<String> overLimit = permission
                .get()
                .maxAmount()
                .flatMap(limit -> objection(context.getOrDefault("amount", JsonValue.NULL), limit));
        if (overLimit.isPresent()) {
            return new Blocked(overLimit.get());
        }
        return permission.get().requiresApproval() ? new NeedsApproval() : new Granted();
    }

    private static Optional<String> objection(JsonValue amountValue, BigDecimal limit) {
        Optional<BigDecimal> amount = JsonText.decimal(amountValue);
        if (amount.isEmpty()) {
            return Optional.of("A numeric amount is required: the maximum allowed is " + money(limit));
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
