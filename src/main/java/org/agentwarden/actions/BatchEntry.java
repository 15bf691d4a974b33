package org.agentwarden.actions;

import java.util.Optional;
import org.agentwarden.platform.trace.TraceContext;

/** What one request stores in a transaction that it shares with others. */
sealed interface BatchEntry permits Report, PendingCheck {

    /** That of the request, which another thread goes on with. */
    Optional<TraceContext> trace();
}
