package org.agentwarden.architecture.planted.approvals;

import jakarta.ejb.Schedule;

/** A timer beside the scheduler. */
public class DailyReport {

    @Schedule(hour = "0")
    public void send() {
        // Planted for its annotation.
    }
}
