package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.agentwarden.platform.ThrottledPurge;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.settings.Settings;

/** Removes failed sign-ins that no longer count. Runs on every node; one would do. */
@ApplicationScoped
public class LoginFailureSweep extends PeriodicTask {

    private final ThrottledPurge purge = new ThrottledPurge();

    @Inject
    private LoginThrottle guard;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    public LoginFailureSweep() {
        super("login-failure-retention", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        purge.run(clock.instant(), settings.requestRules().lockout().period(), () -> guard::removeOld);
    }
}
