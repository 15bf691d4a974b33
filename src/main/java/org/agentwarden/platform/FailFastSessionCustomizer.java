package org.agentwarden.platform;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Where EclipseLink persists: a query that has lost its connection is tried once more, over a new one, and then fails. By
 * itself EclipseLink would try three times with five seconds in between, and all who ask for the same would wait in line
 * for it, instead of being told to come back. {@code persistence.xml} names it.
 */
public final class FailFastSessionCustomizer implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        session.getLogin().setQueryRetryAttemptCount(1);
    }
}
