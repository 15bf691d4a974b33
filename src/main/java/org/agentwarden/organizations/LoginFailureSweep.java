package org.agentwarden.organizations;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import org.agentwarden.platform.Rounds;
import org.agentwarden.settings.Settings;

/** Forgets wrong passwords that count no more. Runs on every node; one would do. */
@Singleton
@Startup
@DependsOn("Migrations")
public class LoginFailureSweep {

    private static final Logger LOG = System.getLogger(LoginFailureSweep.class.getName());

    private final Rounds rounds = new Rounds();

    @Inject
    private LoginGuard guard;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void sweep() {
        try {
            rounds.turn(clock.instant(), settings.requestRules().lockout().period(), () -> guard::removeOld);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "Old failures to sign in are forgotten later: {0}", e.toString());
        }
    }
}
