package org.agentwarden.platform.schedule;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;

/** A periodic task over many items, of which one that fails does not keep the others from their turn. */
public abstract class PeriodicSweep extends PeriodicTask {

    @Inject
    private InstantSource clock;

    private Quarantine failed;

    protected PeriodicSweep(String name, Duration period) {
        super(name, period);
    }

    @PostConstruct
    void open() {
        failed = new Quarantine(name(), clock);
    }

    /** Through it, each item is worked on. */
    protected Quarantine failed() {
        return failed;
    }

    @Override
    public int itemsSetAside() {
        return failed.setAside().size();
    }
}
