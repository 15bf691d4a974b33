package org.agentwarden.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.agentwarden.platform.ThrottledPurge;
import org.agentwarden.platform.schedule.PeriodicTask;

/** Removes stored answers whose idempotency keys have expired. Runs on every node; one would do. */
@ApplicationScoped
public class OldResponseSweep extends PeriodicTask {

    private final ThrottledPurge purge = new ThrottledPurge();

    @Inject
    private StoredResponses answers;

    @Inject
    private InstantSource clock;

    public OldResponseSweep() {
        super("idempotency-retention", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        purge.run(clock.instant(), StoredResponse.LIFE, () -> answers::removeOld);
    }
}
