package org.agentwarden.metrics;

import io.micrometer.core.instrument.Counter;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.agentwarden.organizations.SignInLocked;
import org.agentwarden.organizations.SignInSlowed;

/** Counts signs of somebody who guesses passwords, once they are committed. */
@ApplicationScoped
public class SignInMetrics {

    @Inject
    private MetricsRegistry meters;

    private Counter lockouts;
    private Counter slowdowns;

    @PostConstruct
    void open() {
        lockouts = meters.counter("signin.lockouts", "Client networks that were locked out of an e-mail address");
        slowdowns = meters.counter(
                "signin.slowdowns", "E-mail addresses whose sign-in was slowed because many networks guess passwords");
    }

    /** So that the counters are there before anything has happened. */
    void start(@Observes Startup event) {
        // Being constructed is enough.
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) SignInLocked event) {
        lockouts.increment();
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) SignInSlowed event) {
        slowdowns.increment();
    }
}
