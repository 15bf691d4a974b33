package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.agentwarden.platform.schedule.PeriodicTask;

/** Writes failures to sign in to the log. */
@ApplicationScoped
public class SignInSweep extends PeriodicTask {

    @Inject
    private SignInLog log;

    public SignInSweep() {
        super("sign-in-log", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        log.writeFailures();
    }
}
