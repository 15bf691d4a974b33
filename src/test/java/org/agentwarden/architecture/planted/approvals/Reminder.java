package org.agentwarden.architecture.planted.approvals;

/** An interface with one implementation. */
public interface Reminder {

    void remind();
}
