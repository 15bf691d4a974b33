package org.agentwarden.budgets;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What one action uses of a limit.
 *
 * @param usageKey under which the use is kept: limits that count the same of a permission in the same time share it
 */
public record Charge(String permissionId, Limit limit, String usageKey, BigDecimal amount) {

    /**
     * Whether the limit does not allow it any more.
     *
     * @param used what has been used, by usage key
     */
    public boolean exceeds(Map<String, BigDecimal> used) {
        return used.getOrDefault(usageKey, BigDecimal.ZERO).add(amount).compareTo(limit.most()) > 0;
    }

    /** Why it is blocked, a sentence for people. */
    public String refusal() {
        return "Over the limit: " + limit;
    }
}
