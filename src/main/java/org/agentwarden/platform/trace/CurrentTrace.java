package org.agentwarden.platform.trace;

import java.util.Optional;

/**
 * The trace that this thread works for. A request's is set by {@link TraceFilter}; whoever goes on with a request's work
 * on another thread takes it along by {@link #within}.
 */
public final class CurrentTrace {

    private static final ThreadLocal<Optional<TraceContext>> CURRENT = ThreadLocal.withInitial(Optional::empty);

    private CurrentTrace() {}

    public static Optional<TraceContext> get() {
        return CURRENT.get();
    }

    /** Does the work for that trace, or for none, and goes back to the one before. */
    public static void within(Optional<TraceContext> trace, Runnable work) {
        Optional<TraceContext> before = CURRENT.get();
        begin(trace);
        try {
            work.run();
        } finally {
            begin(before);
        }
    }

    /** A thread without a trace keeps nothing of ours. */
    static void begin(Optional<TraceContext> trace) {
        if (trace.isPresent()) {
            CURRENT.set(trace);
        } else {
            CURRENT.remove();
        }
    }
}
