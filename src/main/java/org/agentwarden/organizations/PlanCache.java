package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.agentwarden.platform.ShortLivedCache;
import org.agentwarden.settings.Plan;

/** What organizations have paid for, without a look into the database each time. */
@ApplicationScoped
public class PlanCache {

    private final ShortLivedCache<String, Plan> known = new ShortLivedCache<>();

    @Inject
    private Organizations organizations;

    /** The plan of an organization. @throws IllegalArgumentException when there is no such organization */
    public Plan of(String organizationId) {
        return known.get(organizationId, organizations::planOf);
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) PlanChanged changed) {
        known.forget(changed.organizationId());
    }
}
