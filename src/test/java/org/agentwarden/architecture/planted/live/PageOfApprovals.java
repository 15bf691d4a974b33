package org.agentwarden.architecture.planted.live;

import org.agentwarden.architecture.planted.approvals.OpenApproval;

/** Tells what it should only say that it changed. */
public record PageOfApprovals(OpenApproval approval) {}
