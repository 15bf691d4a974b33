package org.agentwarden.platform;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.interceptor.Interceptor;

/**
 * Whether the container has begun to stop the application. From then on it forgets the observers of events, and an event that
 * nobody observes is no error: what raises one may leave nothing. Known to all threads without a bean, because the container
 * forgets beans, too.
 */
@ApplicationScoped
public class Stop {

    private static volatile boolean begun;

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Shutdown shutdown) {
        begun = true;
    }

    public static boolean hasBegun() {
        return begun;
    }
}
