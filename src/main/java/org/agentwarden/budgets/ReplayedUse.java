package org.agentwarden.budgets;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What would have been used of limits, as {@link UsageRecords} keeps it, by actions that are played again. Times only go forward.
 * Not thread-safe.
 */
public final class ReplayedUse {

    private final Map<String, Uses> counted = new HashMap<>();

    private record Use(BigDecimal amount, Instant countsUntil) {}

    private static final class Uses {

        private final Deque<Use> oldestFirst = new ArrayDeque<>();
        private BigDecimal sum = BigDecimal.ZERO;

        void add(Use use) {
            oldestFirst.addLast(use);
            sum = sum.add(use.amount());
        }

        BigDecimal sumAt(Instant now) {
            while (!oldestFirst.isEmpty()
                    && !oldestFirst.getFirst().countsUntil().isAfter(now)) {
                sum = sum.subtract(oldestFirst.removeFirst().amount());
            }
            return sum;
        }
    }

    /** What is used at that time of what would be charged, by usage key; without those of which nothing was. */
    public Map<String, BigDecimal> used(Collection<Charge> charges, Instant now) {
        Map<String, BigDecimal> used = new HashMap<>();
        charges.forEach(charge -> Optional.ofNullable(counted.get(charge.usageKey()))
                .ifPresent(uses -> used.put(charge.usageKey(), uses.sumAt(now))));
        return used;
    }

    /** Limits that count the same share the use. */
    public void add(Collection<Charge> charges, Instant now) {
        charges.stream()
                .collect(Collectors.toMap(Charge::usageKey, Function.identity(), (charge, same) -> charge))
                .forEach((key, charge) -> counted.computeIfAbsent(key, unused -> new Uses())
                        .add(new Use(charge.amount(), countsUntil(charge.limit().per(), now))));
    }

    private static Instant countsUntil(LimitPeriod per, Instant now) {
        return per.countsUntil(per.bucket(now));
    }
}
