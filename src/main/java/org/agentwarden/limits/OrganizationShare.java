package org.agentwarden.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.agentwarden.platform.Permit;
import org.agentwarden.platform.http.Busy;
import org.agentwarden.platform.http.RequestPermits;
import org.agentwarden.platform.http.RequestSlots;
import org.agentwarden.platform.http.WithoutRequestSlot;
import org.agentwarden.security.Caller;
import org.agentwarden.settings.Settings;

/**
 * Keeps an organization to its share of the {@link RequestSlots}. Requests beyond it give their place back and wait for
 * one of the organization's own to end, for at most a second; when three times its share wait already, they are refused at
 * once, because each of them holds a thread.
 */
@Provider
@Priority(Priorities.AUTHENTICATION + 2)
public class OrganizationShare implements ContainerRequestFilter {

    private static final int WAITING_PER_PLACE = 3;

    /** Longer than any request takes. */
    private static final Duration IDLE = Duration.ofHours(1);

    private final Cache<String, Semaphore> shares =
            Caffeine.newBuilder().expireAfterAccess(IDLE).build();

    @Context
    private ResourceInfo resource;

    @Inject
    private RequestSlots places;

    @Inject
    private Settings settings;

    @Inject
    private Caller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!caller.isKnown() || resource.getResourceClass().isAnnotationPresent(WithoutRequestSlot.class)) {
            return;
        }
        RequestPermits held = RequestPermits.of(request);
        int size = settings.capacity().requestsPerOrganization();
        Semaphore share = shares.get(caller.organizationId(), id -> new Semaphore(size, true));
        if (!share.hasQueuedThreads() && share.tryAcquire()) {
            held.add(new Permit(share::release));
            return;
        }
        held.release();
        if (share.getQueueLength() >= WAITING_PER_PLACE * size) {
            throw new Busy("Too many requests of this organization are under way");
        }
        held.add(RequestSlots.take(share));
        held.add(places.take());
    }
}
