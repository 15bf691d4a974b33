package org.agentwarden.agents;

import java.math.BigDecimal;
import java.util.Optional;
import org.agentwarden.platform.json.RequestFields;

/**
 * What a caller wants to change on a permission.
 *
 * @param limits whether the maximal amount is named at all: naming it as null takes the limit away
 */
public record PermissionChange(
        Optional<Action> action,
        RuleChange rule,
        boolean limits,
        Optional<BigDecimal> maxAmount,
        ApprovalTermsChange terms) {

    static PermissionChange from(RequestFields fields) {
        Optional<Action> action = Action.optionalFrom(fields, "action");
        action.ifPresent(named -> NewPermission.checkAction(fields, named));
        return new PermissionChange(
                action,
                RuleChange.from(fields),
                fields.names("max_amount"),
                fields.optionalAmount("max_amount"),
                ApprovalTermsChange.from(fields));
    }
}
