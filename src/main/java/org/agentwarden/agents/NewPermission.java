package org.agentwarden.agents;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.agentwarden.budgets.Limit;
import org.agentwarden.platform.json.RequestFields;

/** A permission as a request asks for it. */
public record NewPermission(
        Action action,
        Effect effect,
        Mode mode,
        Optional<String> condition,
        Optional<Instant> expiresAt,
        Optional<BigDecimal> maxAmount,
        List<Limit> limits,
        ApprovalTerms terms) {

    private static final Pattern CANONICAL_ACTION = Pattern.compile("[^*\\s]*\\*?");

    public static NewPermission from(RequestFields fields) {
        Action action = Action.from(fields, "action");
        checkAction(fields, action);
        RuleChange rule = RuleChange.from(fields);
        return new NewPermission(
                action,
                rule.effectAfter(Effect.ALLOW),
                rule.mode().orElse(Mode.ENFORCE),
                rule.condition(),
                rule.expiresAt(),
                fields.optionalAmount("max_amount"),
                Limit.optionalFrom(fields, "limits").orElse(List.of()),
                ApprovalTermsChange.from(fields).of(ApprovalTerms.USUAL));
    }

    /** The same permission as it would be when it decides. */
    NewPermission enforced() {
        return new NewPermission(action, effect, Mode.ENFORCE, condition, expiresAt, maxAmount, limits, terms);
    }

    static void checkAction(RequestFields fields, Action action) {
        boolean fits = CANONICAL_ACTION.matcher(action.canonical()).matches()
                && action.sent().equals(action.sent().strip());
        if (!fits) {
            fields.problem("action", "must be without spaces; a wildcard (*) may stand at its end only");
        }
    }
}
