package org.agentwarden.webhooks.outbox;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Rounds;
import org.agentwarden.settings.Settings;

/** Removes what is older than the settings keep it. Runs on every node; one would do. */
@Singleton
@Startup
@DependsOn("Migrations")
public class OldDeliverySweep {

    private static final Logger LOG = System.getLogger(OldDeliverySweep.class.getName());

    private final Rounds rounds = new Rounds();

    @Inject
    private OldDeliveries old;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void sweep() {
        settings.retention().deliveries().ifPresent(this::sweep);
    }

    private void sweep(Duration life) {
        Instant now = clock.instant();
        try {
            rounds.turn(now, life, () -> new Round(now.minus(life)));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "Old deliveries are removed later: {0}", e.toString());
        }
    }

    /** First all deliveries, then the events that have none left: of those, only ones whose deliveries were all seen. */
    private final class Round implements BooleanSupplier {

        private final String deliveriesBefore;
        private final String eventsBefore;
        private boolean atEvents;
        private String reached = "";

        Round(Instant oldest) {
            this.deliveriesBefore = Ids.boundary(oldest);
            this.eventsBefore = Ids.boundary(oldest.minus(OldDeliveries.ID_SPREAD));
        }

        @Override
        public boolean getAsBoolean() {
            Optional<String> last = atEvents
                    ? old.removeEvents(reached, eventsBefore)
                    : old.removeDeliveries(reached, deliveriesBefore);
            boolean more = last.isPresent() || !atEvents;
            atEvents = atEvents || last.isEmpty();
            reached = last.orElse("");
            return more;
        }
    }
}
