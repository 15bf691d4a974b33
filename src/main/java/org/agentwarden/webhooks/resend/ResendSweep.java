package org.agentwarden.webhooks.resend;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.agentwarden.settings.Settings;

/** Carries resends on, each as far as its endpoint keeps up. Runs on every node; whoever locks a resend makes the step. */
@Singleton
@Startup
@DependsOn("Migrations")
public class ResendSweep {

    private static final Duration LONGEST = Duration.ofMillis(800);

    @Inject
    private Resends resends;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void sweep() {
        long start = System.nanoTime();
        List<String> ready = resends.running();
        while (!ready.isEmpty() && System.nanoTime() - start < LONGEST.toNanos()) {
            ready = ready.stream().filter(resends::step).toList();
        }
    }

    /** Orders are few, so one statement removes the old ones. */
    @Schedule(hour = "*", minute = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void forget() {
        settings.retention()
                .deliveries()
                .ifPresent(life -> resends.forget(clock.instant().minus(life)));
    }
}
