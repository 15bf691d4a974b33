package org.agentwarden.architecture.planted.webhooks.outbox;

import org.agentwarden.architecture.planted.approvals.OpenApproval;

/** A listener that reads a feature's state. */
public record OutboxReadingApprovals(OpenApproval approval) {}
