package org.agentwarden.platform;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognizes failures because somebody else changes the same rows at the same time. */
public final class LockConflicts {

    /** Of the SQL standard: rolled back to resolve a conflict; of PostgreSQL and H2: waited too long; of H2: lost. */
    private static final List<String> STATES = List.of("40", "55P03", "HYT00", "90131");

    private LockConflicts() {}

    /** Whether the failure, or one of its causes, says that nothing was stored because others were changing it. */
    public static boolean isAmongCausesOf(Throwable failure) {
        return ConnectionFailures.causes(failure).anyMatch(LockConflicts::isBehind);
    }

    /** Whether the cause itself says so. */
    public static boolean isBehind(Throwable cause) {
        return cause instanceof OptimisticLockException
                || cause instanceof PessimisticLockException
                || cause instanceof LockTimeoutException
                || (cause instanceof SQLException sql && isConflict(sql.getSQLState()));
    }

    private static boolean isConflict(@Nullable String state) {
        return state != null && STATES.stream().anyMatch(state::startsWith);
    }
}
