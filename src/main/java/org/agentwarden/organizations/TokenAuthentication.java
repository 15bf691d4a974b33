package org.agentwarden.organizations;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.platform.http.ForgedRequest;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.security.Caller;
import org.agentwarden.security.CsrfToken;
import org.agentwarden.security.TokenProtected;
import org.jspecify.annotations.Nullable;

/**
 * Checks the access token on the management plane: a bearer's, or, when the request names no credential, that of the
 * dashboard's session. Our own tokens say who calls; whether that user still exists, and with which role, is read from the
 * database, so that a removal or a change of role takes effect at the next request. Tokens of the external issuer, if one
 * is configured, say both. Browsers add a session's cookie by themselves, so whatever changes something must prove that a
 * page of ours wants it.
 */
@Provider
@TokenProtected
@Priority(Priorities.AUTHENTICATION)
public class TokenAuthentication implements ContainerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final Set<String> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Inject
    private Accounts accounts;

    @Inject
    private ExternalSignIn externalSignIn;

    @Inject
    private Organizations organizations;

    @Inject
    private Caller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        String token = accessToken(request).orElseThrow(TokenAuthentication::notAuthenticated);
        User user = accounts.authenticate(token)
                .or(() -> externalSignIn.authenticate(token))
                .orElseThrow(TokenAuthentication::notAuthenticated);
        Organization organization = organizations.active(user.organizationId());
        caller.identify(
                organization.id(), organization.plan(), user.id(), user.role().wireName());
        caller.checkAgainWith(() -> {
            if (!accounts.isStillSignedIn(user, token)) {
                throw notAuthenticated();
            }
            organizations.active(user.organizationId());
        });
    }

    private static Unauthenticated notAuthenticated() {
        return new Unauthenticated("Not authenticated");
    }

    private static Optional<String> accessToken(ContainerRequestContext request) {
        return request.getHeaderString(HttpHeaders.AUTHORIZATION) == null
                ? sessionToken(request)
                : bearerToken(request);
    }

    /** @throws ForgedRequest when it would change something for a page that is not ours */
    private static Optional<String> sessionToken(ContainerRequestContext request) {
        Optional<String> token =
                SessionCookie.tokenIn(request.getCookies(), request.getHeaderString(SessionCookie.ORIGIN));
        if (!SAFE_METHODS.contains(request.getMethod())) {
            token.ifPresent(known -> requireProof(known, request.getHeaderString(CsrfToken.HEADER)));
        }
        return token;
    }

    /** @throws ForgedRequest unless the header shows that a page of ours wants the request */
    static void requireProof(String token, @Nullable String proof) {
        if (proof == null || !CsrfToken.matches(proof, token)) {
            throw new ForgedRequest("The " + CsrfToken.HEADER + " header does not belong to this session");
        }
    }

    private static Optional<String> bearerToken(ContainerRequestContext request) {
        return Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }
}
