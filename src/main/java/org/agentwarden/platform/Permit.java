package org.agentwarden.platform;

import java.util.concurrent.atomic.AtomicBoolean;

/** A right to do something that only so many may do at once. Safe for threads. */
public final class Permit {

    private final Runnable release;
    private final AtomicBoolean released = new AtomicBoolean();

    public Permit(Runnable release) {
        this.release = release;
    }

    /** Gives it back, once: further calls do nothing. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            release.run();
        }
    }
}
