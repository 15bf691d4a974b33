package org.agentwarden.timeouts;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the scheduler with which Payara's Fault Tolerance interrupts calls that take too long. A call that ends in time
 * leaves it at once. The server's own managed scheduler keeps each call and its arguments until the time-out is over, and
 * captures a context for it, which an interrupt has no use for: 14 KB a call (ADR 40).
 */
public final class TimeoutTimer implements ObjectFactory {

    private static final ManagedScheduledExecutorService TIMER = managed(timer());

    /** Always the same scheduler, of one thread, for a process. */
    @Override
    public Object getObjectInstance(
            @Nullable Object reference,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment) {
        return TIMER;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "timeouts");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Payara asks for the managed interface, and calls what {@link ScheduledExecutorService} has. */
    private static ManagedScheduledExecutorService managed(ScheduledExecutorService timer) {
        InvocationHandler handler = (proxy, method, arguments) -> call(timer, method, arguments);
        return (ManagedScheduledExecutorService) Proxy.newProxyInstance(
                ManagedScheduledExecutorService.class.getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                handler);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // returned to who called the proxy
    private static @Nullable Object call(ScheduledExecutorService timer, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (!method.getDeclaringClass().isInstance(timer)) {
            throw new UnsupportedOperationException(method.getName());
        }
        if (arguments != null
                && arguments[0] instanceof Runnable interrupt
                && method.getName().equals("schedule")) {
            return new Timeout(interrupt, timer, (Long) arguments[1], (TimeUnit) arguments[2]);
        }
        try {
            return method.invoke(timer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
