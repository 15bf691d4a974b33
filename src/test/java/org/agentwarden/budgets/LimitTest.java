package org.agentwarden.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.platform.json.JsonCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    private static final Limit COUNT =
            new Limit(Optional.empty(), BigDecimal.TEN, LimitPeriod.HOUR, Optional.empty(), OverLimit.BLOCK);
    private static final Limit SUM = new Limit(
            Optional.of(member("context.order.amount")),
            new BigDecimal("99.90"),
            LimitPeriod.MONTH,
            Optional.of(subject("context.customer")),
            OverLimit.ASK);

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(Limit.read(Limit.write(List.of(COUNT, SUM)))).containsExactly(COUNT, SUM);
    }

    @Test
    void aLimitSaysWhatItLimits() {
        assertThat(COUNT).hasToString("at most 10 in 1h");
        assertThat(SUM).hasToString("at most 99.90 of context.order.amount in 30d for each context.customer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "5", "1e18", "9999999999999999999", "0.000000000000000001", "1.50e1"})
    void anAmountThatTheTableHoldsIsCounted(String amount) {
        String context = "{\"customer\":\"ada\",\"order\":{\"amount\":" + amount + "}}";

        assertThat(objection(context)).isEmpty();
        assertThat(charge(context).amount()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"5\"",
                "true",
                "[5]",
                "{}",
                "-1",
                "-1e-18",
                "1e19",
                "1e-19",
                "1e400",
                "1e999999999",
                "-1e999999999"
            })
    void whatIsNoAmountIsNotCounted(String amount) {
        String context = "{\"customer\":\"ada\",\"order\":{\"amount\":" + amount + "}}";

        assertThat(objection(context).orElseThrow())
                .startsWith("context.order.amount must ")
                .endsWith(" because of the limit: " + SUM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"order\":5}", "{\"order\":null}", "{\"amount\":5}"})
    void aMemberThatIsMissingIsNoAmount(String context) {
        assertThat(objection(context).orElseThrow()).startsWith("context.order.amount must be a number");
    }

    @Test
    void aValueThatIsNeitherATextNorANumberHasNoLimitForItself() {
        for (String customer : List.of("null", "true", "[]", "{\"id\":1}")) {
            String context = "{\"customer\":" + customer + ",\"order\":{\"amount\":1}}";
            assertThat(objection(context).orElseThrow()).startsWith("context.customer must be a text or a number");
        }
    }

    @Test
    void equalValuesShareTheirUseAndOthersDoNot() {
        assertThat(keyOf("1")).isEqualTo(keyOf("1.0")).isNotEqualTo(keyOf("2")).isNotEqualTo(keyOf("\"1\""));
        assertThat(COUNT.charge("p", use("{}")).usageKey())
                .isNotEqualTo(COUNT.charge("q", use("{}")).usageKey());
    }

    @Test
    void eachPersonHasTheLimitForItselfAndIsTheSameOneInCapitals() {
        Limit each = new Limit(
                Optional.empty(),
                BigDecimal.TEN,
                LimitPeriod.HOUR,
                Optional.of(subject("on_behalf_of")),
                OverLimit.BLOCK);

        assertThat(Limit.read(Limit.write(List.of(each)))).containsExactly(each);
        assertThat(keyOf(each, "Ada@example.com")).isEqualTo(keyOf(each, " ada@EXAMPLE.com"));
        assertThat(keyOf(each, "bob")).isNotEqualTo(keyOf(each, "ada"));
        assertThat(each.objection(use("{\"on_behalf_of\":\"ada\"}")).orElseThrow())
                .isEqualTo("on_behalf_of is required because of the limit: " + each);
    }

    private static String keyOf(Limit limit, String person) {
        CountedUse use = new CountedUse(JsonCodec.parseObject("{}"), Optional.of(person));
        assertThat(limit.objection(use)).isEmpty();
        return limit.charge("p", use).usageKey();
    }

    @Test
    void limitsThatCountTheSameShareTheirUse() {
        Limit higher =
                new Limit(Optional.empty(), new BigDecimal(20), LimitPeriod.HOUR, Optional.empty(), OverLimit.ASK);
        Limit longer =
                new Limit(Optional.empty(), new BigDecimal(20), LimitPeriod.DAY, Optional.empty(), OverLimit.ASK);

        String key = COUNT.charge("p", use("{}")).usageKey();

        assertThat(higher.charge("p", use("{}")).usageKey()).isEqualTo(key);
        assertThat(longer.charge("p", use("{}")).usageKey()).isNotEqualTo(key);
    }

    @Test
    void upToTheLimitIsAllowedAndNoMore() {
        Charge charge = charge("{\"customer\":\"ada\",\"order\":{\"amount\":0.9}}");

        assertThat(charge.exceeds(Map.of())).isFalse();
        assertThat(charge.exceeds(Map.of("another", BigDecimal.valueOf(1_000)))).isFalse();
        assertThat(charge.exceeds(Map.of(charge.usageKey(), new BigDecimal("99"))))
                .isFalse();
        assertThat(charge.exceeds(Map.of(charge.usageKey(), new BigDecimal("99.000000000000000001"))))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(LimitPeriod.class)
    void aUseCountsForTheWholeTimeAndASixtiethLongerAtMost(LimitPeriod period) {
        Instant start = Instant.parse("2026-11-29T12:34:56.789Z");
        Duration sixtieth = period.length().dividedBy(60);
        for (Instant at = start; at.isBefore(start.plus(sixtieth)); at = at.plus(sixtieth.dividedBy(7))) {
            Duration counts = Duration.between(at, period.countsUntil(period.bucket(at)));

            assertThat(counts)
                    .isGreaterThan(period.length())
                    .isLessThanOrEqualTo(period.length().plus(sixtieth));
        }
    }

    private static String keyOf(String customer) {
        return charge("{\"customer\":" + customer + ",\"order\":{\"amount\":1}}")
                .usageKey();
    }

    private static Optional<String> objection(String context) {
        return SUM.objection(use(context));
    }

    private static Charge charge(String context) {
        return SUM.charge("p", use(context));
    }

    private static CountedUse use(String context) {
        return new CountedUse(JsonCodec.parseObject(context), Optional.empty());
    }

    private static LimitSubject subject(String text) {
        return LimitSubject.parse(text).orElseThrow();
    }

    private static ContextMember member(String text) {
        return ContextMember.parse(text).orElseThrow();
    }
}
