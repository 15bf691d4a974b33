package org.agentwarden.platform;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessSyntheticAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.AroundInvoke;

/**
 * Keeps Payara's interceptor of fault tolerance from intercepting itself. The server calls {@code intercept} directly; but
 * as the method is marked {@code @AroundInvoke}, CDI puts it around the interceptor's other methods, too, one of which each
 * guarded call asks twice. That doubles what {@code @Retry} and {@code @Timeout} cost. Other servers have no such class.
 */
public final class FaultToleranceExtension implements Extension {

    private static final String INTERCEPTOR = "fish.payara.microprofile.faulttolerance.cdi.FaultToleranceInterceptor";

    <T> void configure(@Observes @WithAnnotations(AroundInvoke.class) ProcessSyntheticAnnotatedType<T> type) {
        if (type.getAnnotatedType().getJavaClass().getName().equals(INTERCEPTOR)) {
            type.configureAnnotatedType().methods().forEach(method -> method.remove(AroundInvoke.class::isInstance));
        }
    }
}
