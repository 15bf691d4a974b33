package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import org.agentwarden.holdings.OwnedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The rows of an organization's log; {@link LogFile} exports them. */
@ApplicationScoped
public class LogRows extends OwnedEntities<LogEntry> {

    public LogRows() {
        super("log_rows", LogEntry.class, RemovalPhase.NEXT);
    }
}
