package org.agentwarden.platform.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.agentwarden.platform.Permit;

/** How often an operation may be under way at once: in all, and for one holder, such as an organization. Safe for threads. */
public final class ConcurrencyLimit {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> running = new HashMap<>();
    private int all;

    public ConcurrencyLimit(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Returns at once. @throws Busy when the limit is reached */
    public Permit acquire(String holder) {
        return tryAcquire(holder).orElseThrow(() -> new Busy("Too many of these requests are under way"));
    }

    /** Does the work under a permit. @throws Busy when the limit is reached */
    public <T> T within(String holder, Supplier<T> work) {
        Permit permit = acquire(holder);
        try {
            return work.get();
        } finally {
            permit.release();
        }
    }

    /** A permit, or empty when the limit is reached. */
    public synchronized Optional<Permit> tryAcquire(String holder) {
        int ofOne = running.getOrDefault(holder, 0);
        if (all >= most || ofOne >= mostOfOne) {
            return Optional.empty();
        }
        all++;
        running.put(holder, ofOne + 1);
        return Optional.of(new Permit(() -> release(holder)));
    }

    private synchronized void release(String holder) {
        all--;
        running.computeIfPresent(holder, (id, number) -> number == 1 ? null : number - 1);
    }
}
