package org.agentwarden.actions;

import java.time.Instant;

/** What an agent says of its action, and the row that it becomes in the log. */
record Report(String id, String organizationId, String agentId, ReportRequest request, Instant createdAt) {}
