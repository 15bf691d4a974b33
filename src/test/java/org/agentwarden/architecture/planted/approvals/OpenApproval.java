package org.agentwarden.architecture.planted.approvals;

/** State that only its own room may read. */
public final class OpenApproval {}
