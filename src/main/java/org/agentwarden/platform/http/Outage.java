package org.agentwarden.platform.http;

import jakarta.resource.ResourceException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells failures that pass when the database comes back from those that are our own. */
final class Outage {

    /** Of the SQL standard: connection exceptions; of PostgreSQL: no resources, operator intervention. */
    private static final List<String> STATES = List.of("08", "53", "57P");

    private Outage() {}

    /** Whether the cause says that the database can't be reached at the moment, or the pool has no connection to it. */
    static boolean isBehind(Throwable cause) {
        return cause instanceof SQLTransientConnectionException
                || cause instanceof SQLNonTransientConnectionException
                || cause instanceof SQLRecoverableException
                || cause instanceof ResourceException
                // At a commit: whether it has reached the database nobody can tell.
                || cause instanceof SystemException
                || (cause instanceof SQLException sql && isConnectionState(sql.getSQLState()));
    }

    private static boolean isConnectionState(@Nullable String state) {
        return state != null && STATES.stream().anyMatch(state::startsWith);
    }
}
