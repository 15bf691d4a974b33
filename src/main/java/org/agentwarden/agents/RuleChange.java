package org.agentwarden.agents;

import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.json.RequestFields;

/**
 * What a caller wants to change on the rule of a permission.
 *
 * @param asks {@code requires_approval}, the older way to choose between allowing and asking
 * @param namesCondition whether the condition is named at all: naming it as null takes it away
 * @param namesExpiry whether the end is named at all: naming it as null takes it away
 */
record RuleChange(
        Optional<Effect> effect,
        Optional<Boolean> asks,
        boolean namesCondition,
        Optional<String> condition,
        boolean namesExpiry,
        Optional<Instant> expiresAt,
        Optional<Mode> mode) {

    static RuleChange from(RequestFields fields) {
        Optional<Effect> effect = fields.optionalChoice("effect", Effect.class);
        Optional<Boolean> asks = fields.optionalFlag("requires_approval");
        if (effect.isPresent() && asks.isPresent() && asks.get() != (effect.get() == Effect.ASK)) {
            fields.problem("requires_approval", "contradicts effect");
        }
        return new RuleChange(
                effect,
                asks,
                fields.names("when"),
                condition(fields),
                fields.names("expires_at"),
                fields.optionalInstant("expires_at"),
                fields.optionalChoice("mode", Mode.class));
    }

    private static Optional<String> condition(RequestFields fields) {
        Optional<String> condition = fields.optionalText("when", Conditions.LONGEST);
        condition.ifPresent(text -> {
            try {
                Conditions.check(text);
            } catch (InvalidCondition e) {
                fields.problem("when", String.valueOf(e.getMessage()));
            }
        });
        return condition;
    }

    /** A client that knows {@code requires_approval} alone never opens what a permission blocks by sending it back. */
    Effect effectAfter(Effect before) {
        return effect.orElseGet(
                () -> asks.map(ask -> ask ? Effect.ASK : withoutAsking(before)).orElse(before));
    }

    private static Effect withoutAsking(Effect before) {
        return before == Effect.BLOCK ? Effect.BLOCK : Effect.ALLOW;
    }

    Optional<String> conditionAfter(Optional<String> before) {
        return namesCondition ? condition : before;
    }

    Optional<Instant> expiryAfter(Optional<Instant> before) {
        return namesExpiry ? expiresAt : before;
    }
}
