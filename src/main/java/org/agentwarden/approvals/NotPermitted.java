package org.agentwarden.approvals;

import jakarta.ejb.ApplicationException;
import org.agentwarden.platform.http.ApiException;

/**
 * 409: the agent may not do any more what an approval is about. The transaction commits, because it has cancelled the
 * approval.
 */
@ApplicationException(rollback = false)
public final class NotPermitted extends ApiException {

    private static final long serialVersionUID = 1L;

    public NotPermitted(String reason) {
        super(409, "not_permitted", "Approval is cancelled: " + reason);
    }
}
