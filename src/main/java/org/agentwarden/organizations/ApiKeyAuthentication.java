package org.agentwarden.organizations;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.security.ApiKeyProtected;
import org.agentwarden.security.Caller;

/** Checks {@code X-API-Key} on the SDK plane. */
@Provider
@ApiKeyProtected
@Priority(Priorities.AUTHENTICATION)
public class ApiKeyAuthentication implements ContainerRequestFilter {

    @Inject
    private ApiKeyCache apiKeys;

    @Inject
    private Caller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        String presented = request.getHeaderString("X-API-Key");
        if (presented == null) {
            throw new Unauthenticated("Invalid API key");
        }
        ApiKeyCache.Owner owner = apiKeys.ownerOf(presented);
        caller.identifyKey(owner.organizationId(), owner.plan(), owner.keyId(), owner.binding());
    }
}
