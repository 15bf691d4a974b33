package org.agentwarden.platform.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.agentwarden.platform.Permit;

/**
 * As many requests at once as the database has connections for, so that delivery keeps some too. When requests come faster
 * than they are served, the others wait for a second and are then told to come back, before anything of theirs was stored:
 * a queue that grows would lose them all. Safe for threads.
 */
@ApplicationScoped
public class RequestSlots {

    /** Of the 64 connections that the server configurations give to the pool. */
    public static final int PLACES = 48;

    private static final long PATIENCE_MILLIS = 1_000;

    private final Semaphore places = new Semaphore(PLACES, true);

    /** Waits for at most one second. @throws Busy when there is no place then */
    public Permit take() {
        return take(places);
    }

    /** Waits for at most one second for a permit of a part of the places. @throws Busy when there is none then */
    public static Permit take(Semaphore semaphore) {
        try {
            if (semaphore.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return new Permit(semaphore::release);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Busy("Service unavailable");
    }
}
