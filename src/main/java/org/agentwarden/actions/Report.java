package org.agentwarden.actions;

import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.security.Origin;

/**
 * What an agent says of its action, and the row that it becomes in the log.
 *
 * @param trace that of the request, which another thread goes on with
 */
record Report(
        String id,
        String organizationId,
        ReportRequest request,
        Instant createdAt,
        Origin origin,
        Optional<TraceContext> trace)
        implements BatchEntry {

    String agentId() {
        return request.agent();
    }
}
