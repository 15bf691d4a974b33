package org.agentwarden.platform;

import jakarta.resource.ResourceException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recognizes failures that end when the database comes back. */
public final class ConnectionFailures {

    /** Of the SQL standard: connection exceptions; of PostgreSQL: no resources, operator intervention. */
    private static final List<String> STATES = List.of("08", "53", "57P");

    private static final int MOST_CAUSES = 50;

    private ConnectionFailures() {}

    /** Whether the failure, or one of its causes, says that the database can not be reached. */
    public static boolean isAmongCausesOf(Throwable failure) {
        return causes(failure).anyMatch(ConnectionFailures::isBehind);
    }

    /** The failure and its causes, which may form a circle. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }

    /** Whether the cause itself says that the database can not be reached, or that the pool has no connection to it. */
    public static boolean isBehind(Throwable cause) {
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
