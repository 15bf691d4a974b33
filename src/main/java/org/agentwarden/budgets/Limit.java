package org.agentwarden.budgets;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.Fingerprint;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.platform.json.RequestItems;

/**
 * How much a permission allows in a time. Pure.
 *
 * @param sum whose numbers are added up; empty to count actions
 * @param most that is allowed
 * @param by whose values have the limit each for itself; empty for one limit of the agent
 */
public record Limit(
        Optional<ContextMember> sum, BigDecimal most, LimitPeriod per, Optional<LimitSubject> by, OverLimit then) {

    /** Of one permission. */
    private static final int MOST_LIMITS = 5;

    private static final int MOST_COUNT = 1_000_000_000;
    private static final String AGENT = "agent";
    private static final String COUNT = "count";
    private static final String SUM = "sum";
    private static final String AT_MOST = "at_most";

    /** What the table of uses can add up without rounding. */
    private static final int MOST_DECIMALS = 18;

    private static final int MOST_DIGITS_BEFORE_POINT = 19;

    /** An optional list of limits. */
    public static Optional<List<Limit>> optionalFrom(RequestFields fields, String name) {
        return RequestItems.optional(fields, name, MOST_LIMITS, Limit::from);
    }

    private static Limit from(RequestFields fields) {
        Optional<BigDecimal> count =
                fields.optionalInteger(COUNT, 1, MOST_COUNT).map(BigDecimal::valueOf);
        Optional<ContextMember> sum = ContextMember.optionalFrom(fields, SUM);
        Optional<BigDecimal> atMost = fields.optionalAmount(AT_MOST);
        if (fields.has(COUNT) == fields.has(SUM)) {
            fields.problem(COUNT, "or sum is required, and not both");
        }
        if (fields.has(SUM) != fields.has(AT_MOST)) {
            fields.problem(AT_MOST, "is required with sum, and only there");
        }
        String per = fields.text("per", 10);
        Optional<LimitPeriod> period = LimitPeriod.of(per);
        if (!per.isEmpty() && period.isEmpty()) {
            fields.problem("per", "must be one of " + LimitPeriod.names());
        }
        return new Limit(
                sum,
                count.or(() -> atMost).orElse(BigDecimal.ZERO),
                period.orElse(LimitPeriod.HOUR),
                by(fields),
                fields.optionalChoice("then", OverLimit.class).orElse(OverLimit.BLOCK));
    }

    private static Optional<LimitSubject> by(RequestFields fields) {
        return fields.optionalText("by", ContextMember.LONGEST)
                        .filter(AGENT::equals)
                        .isPresent()
                ? Optional.empty()
                : LimitSubject.optionalFrom(fields, "by");
    }

    /** Those that {@link #write} has written. */
    public static List<Limit> read(String text) {
        return ((JsonArray) JsonCodec.parse(text))
                .getValuesAs(JsonObject.class).stream().map(Limit::of).toList();
    }

    private static Limit of(JsonObject json) {
        return new Limit(
                optionalText(json, SUM).flatMap(ContextMember::parse),
                JsonCodec.decimal(json.getOrDefault(COUNT, JsonValue.NULL))
                        .or(() -> JsonCodec.decimal(json.getOrDefault(AT_MOST, JsonValue.NULL)))
                        .orElseThrow(),
                LimitPeriod.of(json.getString("per")).orElseThrow(),
                optionalText(json, "by").flatMap(LimitSubject::parse),
                RequestFields.constant(OverLimit.class, json.getString("then")).orElseThrow());
    }

    private static Optional<String> optionalText(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name, null));
    }

    public static String write(List<Limit> limits) {
        return JsonCodec.write(toJson(limits));
    }

    public static JsonArray toJson(List<Limit> limits) {
        return JsonBuilder.array(limits, Limit::toJson);
    }

    private JsonObject toJson() {
        JsonBuilder view = JsonBuilder.of();
        sum.ifPresentOrElse(
                member -> view.text(SUM, member.toString()).decimal(AT_MOST, most), () -> view.decimal(COUNT, most));
        return view.text("per", per.wireName())
                .text("by", by.map(LimitSubject::toString).orElse(AGENT))
                .text("then", then.wireName())
                .build();
    }

    /** Why an action can't be counted; empty when it can. */
    public Optional<String> objection(CountedUse use) {
        return sum.flatMap(member -> objectionToAmount(member, use.context()))
                .or(() -> by.flatMap(subject -> subject.objection(use)))
                .map(problem -> problem + " because of the limit: " + this);
    }

    private static Optional<String> objectionToAmount(ContextMember member, JsonObject context) {
        Optional<BigDecimal> amount = JsonCodec.decimal(member.in(context)).map(BigDecimal::stripTrailingZeros);
        if (amount.isEmpty()) {
            return Optional.of(member + " must be a number");
        }
        if (amount.get().signum() < 0) {
            return Optional.of(member + " must not be negative");
        }
        boolean fits = amount.get().scale() <= MOST_DECIMALS
                && amount.get().precision() - amount.get().scale() <= MOST_DIGITS_BEFORE_POINT;
        return fits
                ? Optional.empty()
                : Optional.of(member + " must have at most " + MOST_DIGITS_BEFORE_POINT
                        + " digits before the point and " + MOST_DECIMALS + " behind");
    }

    /** What an action uses. Call it only when {@link #objection} has none. */
    public Charge charge(String permissionId, CountedUse use) {
        String measure = sum.map(ContextMember::toString).orElse(COUNT);
        String key = by.map(subject -> subject.key(use)).orElse(AGENT);
        return new Charge(
                permissionId,
                this,
                Fingerprint.of(permissionId, measure, per.wireName(), key),
                sum.flatMap(member -> JsonCodec.decimal(member.in(use.context())))
                        .orElse(BigDecimal.ONE));
    }

    /** For people: {@code at most 100 of context.amount in 24h for each context.customer_id}. */
    @Override
    public String toString() {
        return "at most " + most.toPlainString()
                + sum.map(member -> " of " + member).orElse("")
                + " in " + per.wireName()
                + by.map(subject -> " for each " + subject).orElse("");
    }
}
