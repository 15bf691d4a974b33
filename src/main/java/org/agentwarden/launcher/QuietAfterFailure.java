package org.agentwarden.launcher;

import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.agentwarden.settings.StartState;

/** Drops the server's stack traces, some hundred lines, once it is known why the application can't start. */
public final class QuietAfterFailure implements Filter {

    @Override
    public boolean isLoggable(LogRecord entry) {
        return StartState.failure().isEmpty();
    }
}
