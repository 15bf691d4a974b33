package org.agentwarden.agents;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.budgets.ContextMember;
import org.agentwarden.budgets.CountedUse;
import org.agentwarden.budgets.Limit;
import org.agentwarden.budgets.LimitPeriod;
import org.agentwarden.budgets.OverLimit;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.settings.DurationText;

/**
 * For how long, and how much, an approval holds for further actions. Pure.
 *
 * @param maxCount how many actions
 * @param maxSum the highest sum of their {@code context.amount}
 */
public record GrantTerms(Duration lasts, Optional<BigDecimal> maxCount, Optional<BigDecimal> maxSum) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_COUNT = 1_000_000_000;
    private static final ContextMember AMOUNT = new ContextMember(List.of("amount"));

    public static GrantTerms from(RequestFields fields) {
        Optional<BigDecimal> maxCount =
                fields.optionalInteger("max_count", 1, MOST_COUNT).map(BigDecimal::valueOf);
        Optional<BigDecimal> maxSum = fields.optionalAmount("max_sum");
        if (!fields.has("max_count") && !fields.has("max_sum")) {
            fields.problem("max_count", "or max_sum is required");
        }
        return new GrantTerms(lasts(fields), maxCount, maxSum);
    }

    private static Duration lasts(RequestFields fields) {
        String text = fields.text("for", 20);
        return DurationText.parse(text)
                .filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0)
                .orElseGet(() -> {
                    if (!text.isEmpty()) {
                        fields.problem("for", "must be a duration from 1m to 24h, such as 1h");
                    }
                    return SHORTEST;
                });
    }

    /** @throws InvalidInput when actions like that one have no amount that could be added up */
    void requireCountable(RequestedAction approved) {
        CountedUse use = approved.use();
        if (limits().stream().anyMatch(limit -> limit.objection(use).isPresent())) {
            throw new InvalidInput("grant.max_sum", "needs an approval whose context.amount is a number, not negative");
        }
    }

    /** They count for longer than the longest grant lasts, so each holds for all of it. */
    private List<Limit> limits() {
        return Stream.concat(
                        maxCount.map(most -> limit(Optional.empty(), most)).stream(),
                        maxSum.map(most -> limit(Optional.of(AMOUNT), most)).stream())
                .toList();
    }

    private static Limit limit(Optional<ContextMember> sum, BigDecimal most) {
        return new Limit(sum, most, LimitPeriod.DAY, Optional.empty(), OverLimit.ASK);
    }

    /** What is granted in place of a permission that asks, for one of the actions that it asks about. */
    NewPermission inPlaceOf(Permission asking, Action action, Instant now) {
        return new NewPermission(
                action,
                Effect.ALLOW,
                Mode.ENFORCE,
                asking.condition(),
                Optional.of(now.plus(lasts)),
                asking.maxAmount(),
                limits(),
                ApprovalTerms.USUAL);
    }
}
