package org.agentwarden.limits;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.Optional;
import org.agentwarden.platform.http.TooManyRequests;
import org.agentwarden.security.Caller;
import org.agentwarden.security.LimitedByClient;
import org.agentwarden.settings.Settings;

/**
 * Refuses requests beyond the limit, and says with every other one what is left: of an organization's limit once its
 * caller is known, or of its client's when the resource is {@link LimitedByClient}.
 */
@Provider
@Priority(Priorities.AUTHENTICATION + 1)
public class RateLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Context
    private ResourceInfo resource;

    @Inject
    private RateLimits limits;

    @Inject
    private OrganizationQuota organization;

    @Inject
    private ClientNetwork network;

    @Inject
    private Settings settings;

    @Inject
    private Caller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<Quota> taken =
                resource.getResourceMethod().isAnnotationPresent(LimitedByClient.class) ? ofClient() : ofOrganization();
        taken.ifPresent(quota -> {
            request.setProperty(OrganizationQuota.TAKEN, quota);
            quota.retryAfter().ifPresent(wait -> {
                throw new TooManyRequests(wait);
            });
        });
    }

    private Optional<Quota> ofOrganization() {
        return caller.isKnown() ? organization.take() : Optional.empty();
    }

    private Optional<Quota> ofClient() {
        return settings.requestRules().auth().stream()
                .mapToObj(limit -> limits.take(network.client(), limit))
                .findFirst();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(OrganizationQuota.TAKEN) instanceof Quota quota) {
            MultivaluedMap<String, Object> headers = response.getHeaders();
            headers.putSingle("X-RateLimit-Limit", quota.perMinute());
            headers.putSingle("X-RateLimit-Remaining", quota.remaining());
            headers.putSingle(
                    "X-RateLimit-Reset",
                    quota.resetAt().plus(SECOND).minusNanos(1).getEpochSecond());
        }
    }
}
