package org.agentwarden.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Waits for a migration however long it takes: the new index of a large table needs more time than other statements have. */
final class LiftNetworkTimeout implements Callback {

    private static final int NO_LIMIT = 0;

    private int limitMillis;

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            Connection connection = context.getConnection();
            if (event == Event.BEFORE_EACH_MIGRATE) {
                limitMillis = connection.getNetworkTimeout();
                connection.setNetworkTimeout(Runnable::run, NO_LIMIT);
            } else {
                // The connection goes back to the pool.
                connection.setNetworkTimeout(Runnable::run, limitMillis);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String getCallbackName() {
        return "lift-network-timeout";
    }
}
