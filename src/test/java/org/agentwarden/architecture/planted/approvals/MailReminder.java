package org.agentwarden.architecture.planted.approvals;

/** The only implementation of its interface. */
public final class MailReminder implements Reminder {

    @Override
    public void remind() {}
}
