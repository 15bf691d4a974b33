package org.agentwarden.architecture.planted.approvals;

import java.util.function.LongSupplier;

/** A rule that takes the time from the machine by a method reference. */
public final class DatedApproval {

    public LongSupplier decidedAt() {
        return System::currentTimeMillis;
    }
}
