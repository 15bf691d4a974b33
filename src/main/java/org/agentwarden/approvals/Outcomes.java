package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.criteria.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.platform.PagedQuery.Condition;
import org.agentwarden.settings.Settings;

/** What came of approved actions, at this moment: that nobody reported it in time is stored nowhere. */
@ApplicationScoped
public class Outcomes {

    private static final String OUTCOME = "outcome";

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    Optional<ExecutionOutcome> of(Approval approval) {
        return approval.permit().outcome(settings.outcomeWithin(), clock.instant());
    }

    /** Which approvals have that outcome now: what {@link ExecutionPermit#outcome} says, for the database. */
    Condition<Approval> condition(ExecutionOutcome outcome) {
        Instant lastClaim = clock.instant().minus(settings.outcomeWithin());
        return (criteria, root) -> {
            Path<ExecutionPermit> permit = root.get("permit");
            return outcome == ExecutionOutcome.NONE
                    ? criteria.and(
                            criteria.isNull(permit.get(OUTCOME)),
                            criteria.lessThanOrEqualTo(permit.<Instant>get("claimedAt"), lastClaim))
                    : criteria.equal(permit.get(OUTCOME), outcome);
        };
    }
}
