package org.agentwarden.agents;

import java.util.Optional;
import org.agentwarden.platform.json.RequestFields;

/** What a caller wants to change on the terms of a permission's approvals. */
record ApprovalTermsChange(Optional<OnApproval> onApproval) {

    static ApprovalTermsChange from(RequestFields fields) {
        return new ApprovalTermsChange(fields.optionalChoice("on_approval", OnApproval.class));
    }

    ApprovalTerms of(ApprovalTerms terms) {
        return new ApprovalTerms(onApproval.orElse(terms.onApproval()));
    }
}
