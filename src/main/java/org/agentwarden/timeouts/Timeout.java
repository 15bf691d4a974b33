package org.agentwarden.timeouts;

import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The interrupt of one call. Once {@link #cancel} has returned, it does not happen any more: it has happened before, or it
 * never will. An interrupt that comes later would hit what the thread does next, and close an H2 database for everybody.
 */
final class Timeout implements ScheduledFuture<Object> {

    private final Runnable interrupt;
    private final ScheduledFuture<?> scheduled;
    private boolean cancelled;

    Timeout(Runnable interrupt, ScheduledExecutorService timer, long delay, TimeUnit unit) {
        this.interrupt = interrupt;
        this.scheduled = timer.schedule(this::run, delay, unit);
    }

    private synchronized void run() {
        if (!cancelled) {
            interrupt.run();
        }
    }

    /** Waits for an interrupt that has begun, whatever the argument says. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean first = scheduled.cancel(false);
        synchronized (this) {
            cancelled = true;
        }
        return first;
    }

    @Override
    public boolean isCancelled() {
        return scheduled.isCancelled();
    }

    @Override
    public boolean isDone() {
        return scheduled.isDone();
    }

    /** Nobody waits for an interrupt. */
    @Override
    public Object get() {
        throw new UnsupportedOperationException("get");
    }

    @Override
    public Object get(long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException("get");
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return scheduled.getDelay(unit);
    }

    @Override
    public int compareTo(Delayed other) {
        return scheduled.compareTo(other);
    }
}
