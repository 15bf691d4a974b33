package org.agentwarden.architecture.planted.approvals;

import org.agentwarden.architecture.planted.live.PageOfApprovals;

/** Knows who looks at it. */
public record WatchedApproval(PageOfApprovals page) {}
