package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agentwarden.platform.schedule.PeriodicSweep;

/** Advances each resend as fast as its endpoint accepts deliveries. Runs on every node; whichever locks a resend makes the step. */
@ApplicationScoped
public class ResendSweep extends PeriodicSweep {

    private static final Duration LONGEST_RUN = Duration.ofMillis(800);

    @Inject
    private Resends resends;

    public ResendSweep() {
        super("resends", Duration.ofSeconds(1));
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        List<String> ready = resends.running();
        while (!ready.isEmpty() && System.nanoTime() - start < LONGEST_RUN.toNanos()) {
            ready = ready.stream().filter(this::step).toList();
        }
    }

    private boolean step(String id) {
        AtomicBoolean more = new AtomicBoolean();
        return failed().attempt(id, () -> more.set(resends.step(id))) && more.get();
    }
}
