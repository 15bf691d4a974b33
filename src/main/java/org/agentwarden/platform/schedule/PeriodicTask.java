package org.agentwarden.platform.schedule;

import java.time.Duration;

/**
 * Work that every node repeats as long as it runs. Each {@code @ApplicationScoped} bean of this type is found and run by
 * the {@link Scheduler}.
 */
public abstract class PeriodicTask {

    private final String name;
    private final Duration period;

    /**
     * For an implementation.
     *
     * @param name names the task in the log and in the metrics: lower case, words separated by hyphens
     * @param period the time from the end of one run to the beginning of the next
     */
    protected PeriodicTask(String name, Duration period) {
        this.name = name;
        this.period = period;
    }

    /**
     * Does the work once. Called on a container thread without a transaction; never concurrently on one node. It should
     * return within a few seconds and leave the rest to the next run. What it throws is logged and counted, and the next
     * run comes all the same.
     */
    public abstract void run();

    /** The number of items that failed and are set aside for a while, so that the task can go on with the others. */
    public int itemsSetAside() {
        return 0;
    }

    public String name() {
        return name;
    }

    public Duration period() {
        return period;
    }
}
