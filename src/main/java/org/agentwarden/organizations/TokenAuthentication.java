package org.agentwarden.organizations;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.security.Caller;
import org.agentwarden.security.TokenProtected;

/**
 * Checks the bearer token on the management plane. The token says who calls; whether that user still exists, and with
 * which role, is read from the database, so that a removal or a change of role takes effect at the next request.
 */
@Provider
@TokenProtected
@Priority(Priorities.AUTHENTICATION)
public class TokenAuthentication implements ContainerRequestFilter {

    private static final String SCHEME = "Bearer ";

    @Inject
    private Accounts accounts;

    @Inject
    private Organizations organizations;

    @Inject
    private Caller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        User user = bearerToken(request)
                .flatMap(accounts::authenticate)
                .orElseThrow(() -> new Unauthenticated("Not authenticated"));
        Organization organization = organizations.active(user.organizationId());
        caller.identify(
                organization.id(), organization.plan(), user.id(), user.role().wireName());
    }

    private static Optional<String> bearerToken(ContainerRequestContext request) {
        return Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }
}
