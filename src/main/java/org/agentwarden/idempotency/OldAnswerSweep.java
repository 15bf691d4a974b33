package org.agentwarden.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.agentwarden.platform.Rounds;
import org.agentwarden.platform.schedule.PeriodicTask;

/** Removes stored answers whose idempotency keys have expired. Runs on every node; one would do. */
@ApplicationScoped
public class OldAnswerSweep implements PeriodicTask {

    private final Rounds rounds = new Rounds();

    @Inject
    private KeptAnswers answers;

    @Inject
    private InstantSource clock;

    @Override
    public String name() {
        return "idempotency-retention";
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run() {
        rounds.turn(clock.instant(), KeptAnswer.LIFE, () -> answers::removeOld);
    }
}
