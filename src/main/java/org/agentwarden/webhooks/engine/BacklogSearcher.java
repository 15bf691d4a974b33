package org.agentwarden.webhooks.engine;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.schedule.Scheduler;
import org.agentwarden.webhooks.scheduling.BacklogBatch;
import org.agentwarden.webhooks.scheduling.BacklogSearch;
import org.agentwarden.webhooks.scheduling.DeliveryScheduler;

/** Makes the searches of backlogs that the scheduler asks for, and tells it when to ask again. */
final class BacklogSearcher {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(BacklogSearcher.class.getName()));

    private final BacklogClaims claims;
    private final DeliveryScheduler deliveries;
    private final Scheduler timer;
    private final InstantSource clock;
    private final Runnable afterResume;

    /** @param afterResume called when a search that was suspended may be made again */
    BacklogSearcher(
            BacklogClaims claims,
            DeliveryScheduler deliveries,
            Scheduler timer,
            InstantSource clock,
            Runnable afterResume) {
        this.claims = claims;
        this.deliveries = deliveries;
        this.timer = timer;
        this.clock = clock;
        this.afterResume = afterResume;
    }

    /** Blocks for a short transaction. */
    void run(BacklogSearch search) {
        boolean answered = false;
        try {
            BacklogBatch found = claims.claimOldest(search.endpointId(), search.limit());
            deliveries.fill(search, found);
            answered = true;
            found.next().ifPresent(next -> resumeAt(next, search.endpointId()));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "claim " + e.getClass().getName(),
                    () -> "Deliveries could not be claimed and wait for the sweep: " + e);
        } finally {
            if (!answered) {
                deliveries.abandon(search);
            }
        }
    }

    private void resumeAt(Instant next, String endpointId) {
        timer.runAfter(Duration.between(clock.instant(), next), () -> {
            deliveries.resume(endpointId, next);
            afterResume.run();
        });
    }
}
