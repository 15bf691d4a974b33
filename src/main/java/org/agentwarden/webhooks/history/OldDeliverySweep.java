package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.agentwarden.platform.ConnectionFailures;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.ThrottledPurge;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.history.OldDeliveries.Step;

/** Removes deliveries, events and resends that are older than the settings keep them. Runs on every node; one would do. */
@ApplicationScoped
public class OldDeliverySweep extends PeriodicTask {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(OldDeliverySweep.class.getName()));

    private final ThrottledPurge purge = new ThrottledPurge();

    @Inject
    private OldDeliveries old;

    @Inject
    private Resends resends;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    public OldDeliverySweep() {
        super("delivery-retention", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        settings.retention().deliveries().ifPresent(this::sweep);
    }

    private void sweep(Duration life) {
        Instant now = clock.instant();
        purge.run(now, life, () -> new Round(now.minus(life)));
    }

    /**
     * First all deliveries, then the events that have none left: of those, only ones whose deliveries were all seen. At
     * the end the resends, which are few: one statement is enough.
     */
    private final class Round implements BooleanSupplier {

        private final Instant oldest;
        private final String deliveriesBefore;
        private final String eventsBefore;
        private boolean atEvents;
        private String reached = "";

        Round(Instant oldest) {
            this.oldest = oldest;
            this.deliveriesBefore = Ids.boundary(oldest);
            this.eventsBefore = Ids.boundary(oldest.minus(OldDeliveries.ID_SPREAD));
        }

        @Override
        public boolean getAsBoolean() {
            Optional<Step> next =
                    atEvents ? old.nextEvents(reached, eventsBefore) : old.nextDeliveries(reached, deliveriesBefore);
            next.map(Step::ids).filter(ids -> !ids.isEmpty()).ifPresent(this::remove);
            boolean more = next.isPresent() || !atEvents;
            if (!more) {
                resends.forget(oldest);
            }
            atEvents = atEvents || next.isEmpty();
            reached = next.map(Step::last).orElse("");
            return more;
        }

        /** Rows that can not be removed are left to the next round; the ones after them go all the same. */
        private void remove(List<String> ids) {
            try {
                if (atEvents) {
                    old.removeEvents(ids);
                } else {
                    old.removeDeliveries(ids);
                }
            } catch (RuntimeException e) {
                if (ConnectionFailures.isAmongCausesOf(e)) {
                    throw e;
                }
                LOG.log(
                        Level.ERROR,
                        e.getClass().getName(),
                        () -> "Some old deliveries or events could not be removed",
                        e);
            }
        }
    }
}
