package org.agentwarden.approvals;

import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.agents.ApprovalTerms;
import org.agentwarden.agents.RequestedAction;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.security.Origin;

/** What an agent asks for in the tests of approvals. */
final class RefundRequest {

    private RefundRequest() {}

    /** @param context a JSON object */
    static ActionRequest of(ApprovalTerms terms, String context, Optional<String> onBehalfOf) {
        return new ActionRequest(
                "organization",
                "agent",
                "Refund bot",
                new RequestedAction(Action.of("stripe.refund"), JsonCodec.parseObject(context), onBehalfOf),
                terms,
                Optional.empty(),
                Optional.empty(),
                Origin.UNKNOWN);
    }
}
