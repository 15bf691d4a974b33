package org.agentwarden.agents;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.agentwarden.budgets.Limit;
import org.agentwarden.platform.json.RequestFields;

/**
 * What a caller wants to change on a permission.
 *
 * @param namesMaxAmount whether the maximal amount is named at all: naming it as null takes it away
 * @param limits all that the permission has from then on: naming them as null takes them away
 */
public record PermissionChange(
        Optional<Action> action,
        RuleChange rule,
        boolean namesMaxAmount,
        Optional<BigDecimal> maxAmount,
        Optional<List<Limit>> limits,
        ApprovalTermsChange terms) {

    static PermissionChange from(RequestFields fields) {
        Optional<Action> action = Action.optionalFrom(fields, "action");
        action.ifPresent(named -> NewPermission.checkAction(fields, named));
        return new PermissionChange(
                action,
                RuleChange.from(fields),
                fields.names("max_amount"),
                fields.optionalAmount("max_amount"),
                Limit.optionalFrom(fields, "limits")
                        .or(() -> fields.names("limits") ? Optional.of(List.of()) : Optional.empty()),
                ApprovalTermsChange.from(fields));
    }
}
