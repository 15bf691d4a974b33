package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.agentwarden.organizations.SignInJudged;

/**
 * Logs who signs in and out, and who fails to. Failures are written a moment later: the answer to a wrong password takes the
 * same time for an account and for an unknown address.
 */
@ApplicationScoped
public class SignInLog {

    private final SignInFailures failures = new SignInFailures();

    @Inject
    private AuditLog log;

    @Inject
    private InstantSource clock;

    void on(@Observes SignInJudged event) {
        event.organizationId().ifPresent(organization -> {
            if (event.outcome().isProved()) {
                log.appendSignIn(organization, event);
            } else {
                failures.add(organization, event, clock.instant());
            }
        });
    }

    /** Writes the failures that have come since the last call. What can't be written is lost, and counted in the metric. */
    void writeFailures() {
        SignInFailures.Batch batch = failures.take(clock.instant());
        if (!batch.isEmpty()) {
            log.appendFailures(batch);
        }
    }
}
