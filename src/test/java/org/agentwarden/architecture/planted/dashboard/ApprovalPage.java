package org.agentwarden.architecture.planted.dashboard;

import org.agentwarden.architecture.planted.approvals.OpenApproval;

/** Goes past the API. */
public record ApprovalPage(OpenApproval approval) {}
