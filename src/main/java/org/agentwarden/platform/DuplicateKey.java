package org.agentwarden.platform;

import java.sql.SQLException;

/** Recognizes the database's refusal of a second row with the same key. */
public final class DuplicateKey {

    /** Of the SQL standard's class 23; H2 and PostgreSQL use it for primary keys and unique indexes alone. */
    private static final String STATE = "23505";

    private DuplicateKey() {}

    /** Whether it is among the causes, or among the exceptions that a batch chains to its own. */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (SQLException sql = cause instanceof SQLException first ? first : null;
                    sql != null;
                    sql = sql.getNextException()) {
                if (STATE.equals(sql.getSQLState())) {
                    return true;
                }
            }
        }
        return false;
    }
}
