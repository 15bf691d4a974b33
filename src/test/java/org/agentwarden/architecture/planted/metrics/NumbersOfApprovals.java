package org.agentwarden.architecture.planted.metrics;

import org.agentwarden.architecture.planted.approvals.OpenApproval;

/** Reads what it should hear. */
public record NumbersOfApprovals(OpenApproval approval) {}
