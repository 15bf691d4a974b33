package org.agentwarden.webhooks.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.agentwarden.platform.ConnectionFailures;
import org.agentwarden.platform.LockConflicts;
import org.agentwarden.webhooks.engine.Outcomes.Outcome;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Stores outcomes although the database is away for a moment, or the rows are locked; each try has its own transaction. */
@ApplicationScoped
public class PatientOutcomes {

    @Inject
    private Outcomes outcomes;

    /** A failure that another try may not have. */
    static final class TransientFailure extends RuntimeException {

        private static final long serialVersionUID = 1;

        TransientFailure(RuntimeException cause) {
            super(cause);
        }
    }

    /**
     * Stores the outcomes of a group, all of them or none.
     *
     * @throws TransientFailure when the database did not take them for six seconds; any other failure is thrown at once
     */
    @Retry(maxRetries = 10, delay = 300, maxDuration = 6_000, retryOn = TransientFailure.class)
    public void record(List<Outcome> group) {
        try {
            outcomes.record(group);
        } catch (RuntimeException e) {
            throw classified(e);
        }
    }

    /** A {@link TransientFailure} for a connection that was lost or a lock conflict, otherwise the failure itself. */
    static RuntimeException classified(RuntimeException failure) {
        boolean mayPass = ConnectionFailures.isAmongCausesOf(failure) || LockConflicts.isAmongCausesOf(failure);
        return mayPass ? new TransientFailure(failure) : failure;
    }
}
