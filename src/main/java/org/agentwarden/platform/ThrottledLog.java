package org.agentwarden.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs each kind of failure at most once a minute. The next line of a kind says how many were left out. Safe for threads.
 */
public final class ThrottledLog {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Kinds come from the code, so there are few; beyond this number, all further ones share one line a minute. */
    private static final int MOST_KINDS = 200;

    private static final String OTHER = "other";

    private final Logger logger;
    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();

    private static final class Window {
        private Instant end = Instant.EPOCH;
        private long leftOut;
    }

    public ThrottledLog(Logger logger) {
        this(logger, InstantSource.system());
    }

    ThrottledLog(Logger logger, InstantSource clock) {
        this.logger = logger;
        this.clock = clock;
    }

    /**
     * Logs a line, unless one of the same kind was logged within the last minute.
     *
     * @param kind the kind of failure; not made of what callers send
     */
    public void log(Level level, String kind, Supplier<String> message) {
        write(level, kind, message, null);
    }

    /** The same, with the stack trace of the failure. */
    public void log(Level level, String kind, Supplier<String> message, Throwable failure) {
        write(level, kind, message, failure);
    }

    private void write(Level level, String kind, Supplier<String> message, @Nullable Throwable failure) {
        OptionalLong leftOut = logger.isLoggable(level) ? pass(kind) : OptionalLong.empty();
        if (leftOut.isPresent()) {
            String more =
                    leftOut.getAsLong() == 0 ? "" : " (" + leftOut.getAsLong() + " more since the last such line)";
            logger.log(level, message.get() + more, failure);
        }
    }

    /** The number of lines left out since the last one of the kind; empty when this one is to be left out as well. */
    private synchronized OptionalLong pass(String kind) {
        String known = windows.containsKey(kind) || windows.size() < MOST_KINDS ? kind : OTHER;
        Window window = windows.computeIfAbsent(known, unused -> new Window());
        Instant now = clock.instant();
        if (now.isBefore(window.end)) {
            window.leftOut++;
            return OptionalLong.empty();
        }
        long leftOut = window.leftOut;
        window.leftOut = 0;
        window.end = now.plus(INTERVAL);
        return OptionalLong.of(leftOut);
    }
}
