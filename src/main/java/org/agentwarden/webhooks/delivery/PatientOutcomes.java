package org.agentwarden.webhooks.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.agentwarden.webhooks.outbox.Outcomes;
import org.agentwarden.webhooks.outbox.Outcomes.Outcome;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Stores outcomes in spite of a database that is away for a moment; each try has a transaction of its own. */
@ApplicationScoped
public class PatientOutcomes {

    @Inject
    private Outcomes outcomes;

    @Retry(maxRetries = 10, delay = 300, maxDuration = 6_000)
    public void record(List<Outcome> group) {
        outcomes.record(group);
    }
}
