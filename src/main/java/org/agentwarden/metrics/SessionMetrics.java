package org.agentwarden.metrics;

import io.micrometer.core.instrument.Counter;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Map;
import org.agentwarden.organizations.SignInJudged;
import org.agentwarden.organizations.SignInOutcome;

/** Counts who signs in and out, and who fails to; the only place where attempts with unknown addresses are seen. */
@ApplicationScoped
public class SessionMetrics {

    @Inject
    private MetricsRegistry meters;

    private Map<SignInOutcome, Counter> signIns;

    @PostConstruct
    void open() {
        signIns = meters.counters(
                "signins",
                "Attempts to sign in, and sign-outs",
                "outcome",
                EnumSet.allOf(SignInOutcome.class),
                SignInOutcome::wireName);
    }

    /** So that the counters are there before anything has happened. */
    void start(@Observes Startup event) {
        // Being constructed is enough.
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) SignInJudged event) {
        MetricsRegistry.count(signIns, event.outcome());
    }
}
