package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import org.agentwarden.holdings.FewRows;
import org.agentwarden.holdings.RemovalPhase;

/** The plans that an organization has had, each at most once. */
@ApplicationScoped
public class PastPlanRows extends FewRows {

    public PastPlanRows() {
        super(PastPlan.class, "id.organizationId", RemovalPhase.LAST);
    }
}
