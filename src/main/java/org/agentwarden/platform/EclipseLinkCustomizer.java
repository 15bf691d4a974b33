package org.agentwarden.platform;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** What no property of {@code persistence.xml}, which names this class, says to EclipseLink. */
public final class EclipseLinkCustomizer implements SessionCustomizer {

    /**
     * A query that has lost its connection is tried once more, over a new one, and then fails. By itself EclipseLink would
     * try three times with five seconds in between, and all who ask for the same would wait in line for it, instead of
     * being told to come back.
     *
     * <p>Literals of a query stand in its SQL. EclipseLink 5 would make parameters of them, {@code null} as text, and
     * PostgreSQL does not take text for a time: {@code set d.dueAt = null} would fail.
     */
    @Override
    public void customize(Session session) {
        session.getLogin().setQueryRetryAttemptCount(1);
        session.getPlatform().setShouldBindLiterals(false);
    }
}
