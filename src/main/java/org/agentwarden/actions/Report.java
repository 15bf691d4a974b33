package org.agentwarden.actions;

import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.trace.TraceContext;

/**
 * What an agent says of its action, and the row that it becomes in the log.
 *
 * @param trace that of the request, which another thread goes on with
 */
record Report(
        String id,
        String organizationId,
        String agentId,
        ReportRequest request,
        Instant createdAt,
        Optional<TraceContext> trace) {}
