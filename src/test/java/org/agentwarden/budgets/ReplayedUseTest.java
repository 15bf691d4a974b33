package org.agentwarden.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.json.JsonCodec;
import org.junit.jupiter.api.Test;

class ReplayedUseTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Limit HOUR = limit(LimitPeriod.HOUR);

    private final ReplayedUse use = new ReplayedUse();

    @Test
    void whatIsUsedCountsForTheTimeOfTheLimitAndForASixtiethMoreAtMost() {
        use.add(List.of(charge(HOUR, "2.5")), NOON);
        use.add(List.of(charge(HOUR, "1.5")), NOON.plus(Duration.ofMinutes(30)));

        assertThat(used(HOUR, NOON.plus(Duration.ofMinutes(60)))).isEqualByComparingTo("4");
        assertThat(used(HOUR, NOON.plus(Duration.ofMinutes(61)))).isEqualByComparingTo("1.5");
        assertThat(used(HOUR, NOON.plus(Duration.ofMinutes(92)))).isZero();
    }

    @Test
    void limitsThatCountTheSameShareTheUseAndOthersDoNot() {
        Limit lower = new Limit(HOUR.sum(), BigDecimal.ONE, HOUR.per(), HOUR.by(), OverLimit.ASK);
        Limit day = limit(LimitPeriod.DAY);

        use.add(List.of(charge(HOUR, "2"), charge(lower, "2")), NOON);

        assertThat(used(lower, NOON)).isEqualByComparingTo("2");
        assertThat(used(day, NOON)).isZero();
    }

    private BigDecimal used(Limit limit, Instant now) {
        return use.used(List.of(charge(limit, "1")), now).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Limit limit(LimitPeriod per) {
        return new Limit(ContextMember.parse("context.amount"), BigDecimal.TEN, per, Optional.empty(), OverLimit.BLOCK);
    }

    private static Charge charge(Limit limit, String amount) {
        return limit.charge(
                "permission", new CountedUse(JsonCodec.parseObject("{\"amount\":" + amount + "}"), Optional.empty()));
    }
}
