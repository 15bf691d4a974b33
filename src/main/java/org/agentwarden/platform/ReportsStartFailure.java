package org.agentwarden.platform;

import jakarta.annotation.PostConstruct;
import jakarta.interceptor.InvocationContext;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import org.agentwarden.settings.StartState;

/**
 * Interceptor of the beans that run when the application starts: logs in one line why one of them failed, and lets the
 * exception fail the deployment.
 */
public class ReportsStartFailure {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(ReportsStartFailure.class.getName()));

    @PostConstruct
    void construct(InvocationContext context) throws Exception {
        try {
            context.proceed();
        } catch (Exception | LinkageError e) {
            report(context.getTarget().getClass(), e);
            throw e;
        }
    }

    private static void report(Class<?> bean, Throwable failure) {
        String reason = bean.getSimpleName() + ": " + reason(failure);
        // On Payara Micro the launcher says it, as the last line.
        StartState.failed(reason);
        LOG.log(Level.ERROR, "start", () -> "AgentWarden can't start: " + reason);
    }

    /** The message of the deepest database error, which names what it is about, or else of the deepest cause. */
    static String reason(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || !(deepest instanceof SQLException)) {
                deepest = cause;
            }
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }
}
