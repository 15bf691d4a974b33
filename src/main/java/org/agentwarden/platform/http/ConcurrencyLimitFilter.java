package org.agentwarden.platform.http;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** Gives a request one of the {@link RequestSlots} before anybody looks at its credential. */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
public class ConcurrencyLimitFilter implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Inject
    private RequestSlots places;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!resource.getResourceClass().isAnnotationPresent(WithoutRequestSlot.class)) {
            RequestPermits.of(request).add(places.take());
        }
    }
}
