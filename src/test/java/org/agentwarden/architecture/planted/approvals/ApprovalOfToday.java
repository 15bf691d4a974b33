package org.agentwarden.architecture.planted.approvals;

import java.time.Instant;

/** A rule that takes the time from the machine. */
public final class ApprovalOfToday {

    public Instant decidedAt() {
        return Instant.now();
    }
}
