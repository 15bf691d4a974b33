package org.agentwarden.architecture.planted.audit;

import org.agentwarden.architecture.planted.approvals.OpenApproval;

/** A listener that reads a feature's state. */
public record LogReadingApprovals(OpenApproval approval) {}
