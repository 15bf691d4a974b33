package org.agentwarden.idempotency;

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

/** Removes answers that are given no more. Runs on every node; one would do. */
@Singleton
@Startup
@DependsOn("Migrations")
public class OldAnswerSweep {

    private static final Logger LOG = System.getLogger(OldAnswerSweep.class.getName());

    private final Rounds rounds = new Rounds();

    @Inject
    private KeptAnswers answers;

    @Inject
    private InstantSource clock;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void sweep() {
        try {
            rounds.turn(clock.instant(), KeptAnswer.LIFE, () -> answers::removeOld);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "Old answers are removed later: {0}", e.toString());
        }
    }
}
