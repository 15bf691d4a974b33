package org.agentwarden.agents;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.agentwarden.platform.json.Fields;

/** A permission as a request asks for it. */
public record NewPermission(String action, boolean requiresApproval, Optional<BigDecimal> maxAmount) {

    private static final Pattern ACTION = Pattern.compile("[^*\\s]*\\*?");

    static NewPermission from(Fields fields) {
        String action = fields.text("action", 200);
        checkAction(fields, action);
        return new NewPermission(action, fields.flag("requires_approval", false), fields.optionalAmount("max_amount"));
    }

    static void checkAction(Fields fields, String action) {
        if (!ACTION.matcher(action).matches()) {
            fields.problem("action", "must be without spaces; a wildcard (*) may stand at its end only");
        }
    }
}
