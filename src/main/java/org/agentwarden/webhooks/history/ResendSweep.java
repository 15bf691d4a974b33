package org.agentwarden.webhooks.history;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.platform.schedule.Quarantine;

/** Advances each resend as fast as its endpoint accepts deliveries. Runs on every node; whichever locks a resend makes the step. */
@ApplicationScoped
public class ResendSweep implements PeriodicTask {

    private static final Duration LONGEST_RUN = Duration.ofMillis(800);

    @Inject
    private Resends resends;

    @Inject
    private InstantSource clock;

    private Quarantine failed;

    @PostConstruct
    void open() {
        failed = new Quarantine(name(), clock);
    }

    @Override
    public String name() {
        return "resends";
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(1);
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
        return failed.attempt(id, () -> more.set(resends.step(id))) && more.get();
    }

    @Override
    public int itemsSetAside() {
        return failed.setAside().size();
    }
}
