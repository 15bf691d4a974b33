package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.settings.Settings;

/** Removes ended resends when their deliveries are removed. They are few: one statement is enough. */
@ApplicationScoped
public class OldResendSweep extends PeriodicTask {

    @Inject
    private Resends resends;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    public OldResendSweep() {
        super("resend-retention", Duration.ofMinutes(1));
    }

    @Override
    public void run() {
        settings.retention()
                .deliveries()
                .ifPresent(life -> resends.forget(clock.instant().minus(life)));
    }
}
