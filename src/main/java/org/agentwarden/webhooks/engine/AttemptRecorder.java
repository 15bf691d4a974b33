package org.agentwarden.webhooks.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.List;
import org.agentwarden.platform.ConnectionFailures;
import org.agentwarden.platform.LockConflicts;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.webhooks.deliveries.EndedAttempt;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * Records attempts in batches. Retries while the database is unreachable or rows are locked; if a batch still fails, stores
 * its attempts one by one.
 */
@ApplicationScoped
public class AttemptRecorder {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(AttemptRecorder.class.getName()));

    @Inject
    private AttemptStore store;

    /** A failure that may not happen again. */
    static final class TransientFailure extends RuntimeException {

        private static final long serialVersionUID = 1;

        TransientFailure(RuntimeException cause) {
            super(cause);
        }
    }

    /** Returns after a few seconds at most, and does not throw: what can't be stored is sent again after its lease. */
    @Retry(maxRetries = 10, delay = 300, maxDuration = 6_000, retryOn = TransientFailure.class)
    @Fallback(fallbackMethod = "recordOneByOne")
    public void record(List<EndedAttempt> batch) {
        try {
            store.store(batch);
        } catch (RuntimeException e) {
            throw classified(e);
        }
    }

    /** A {@link TransientFailure} for a lost connection or a lock conflict, otherwise the failure itself. */
    static RuntimeException classified(RuntimeException failure) {
        boolean mayPass = ConnectionFailures.isAmongCausesOf(failure) || LockConflicts.isAmongCausesOf(failure);
        return mayPass ? new TransientFailure(failure) : failure;
    }

    /** Gives up the rest of the batch when the database can't be reached: each attempt would wait for it. */
    void recordOneByOne(List<EndedAttempt> batch) {
        int stored = 0;
        for (EndedAttempt attempt : batch) {
            try {
                store.store(List.of(attempt));
            } catch (RuntimeException e) {
                if (ConnectionFailures.isAmongCausesOf(e)) {
                    int lost = batch.size() - stored;
                    LOG.log(
                            Level.WARNING,
                            "outage",
                            () -> lost + " outcomes are lost, their webhooks are sent again: " + e);
                    return;
                }
                LOG.log(
                        Level.ERROR,
                        "alone " + e.getClass().getName(),
                        () -> "The outcome of " + attempt.delivery() + " is lost",
                        e);
            }
            stored++;
        }
    }
}
