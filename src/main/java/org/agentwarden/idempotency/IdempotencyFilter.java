package org.agentwarden.idempotency;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.LostRace;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.security.Caller;

/**
 * Does a POST with an {@code Idempotency-Key} once. Runs after authentication and the role check. Ignores the keys of
 * anonymous requests, such as to sign in, and of resource methods with {@link IgnoresIdempotencyKey}.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(IdempotencyFilter.class.getName()));
    private static final String CLAIM = IdempotencyClaim.class.getName();

    @Inject
    private StoredResponses answers;

    @Inject
    private Caller caller;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        List<String> headers = request.getHeaders().get(IdempotencyKey.HEADER);
        if (headers == null || !applies(request)) {
            return;
        }
        IdempotencyClaim claim = claim(IdempotencyKey.parse(headers), request);
        Optional<ReplayedResponse> earlier = ask(claim);
        if (earlier.isPresent()) {
            request.abortWith(earlier.get().again());
        } else {
            request.setProperty(CLAIM, claim);
        }
    }

    private boolean applies(ContainerRequestContext request) {
        return request.getMethod().equals(HttpMethod.POST)
                && caller.isKnown()
                && !resource.getResourceMethod().isAnnotationPresent(IgnoresIdempotencyKey.class);
    }

    private IdempotencyClaim claim(IdempotencyKey key, ContainerRequestContext request) throws IOException {
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        URI uri = request.getUriInfo().getRequestUri();
        String path = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        return IdempotencyClaim.of(caller, key, request.getMethod(), path, body);
    }

    private Optional<ReplayedResponse> ask(IdempotencyClaim claim) {
        try {
            return answers.claim(claim);
        } catch (LostRace race) {
            return answers.claim(claim);
        }
    }

    /** Before anything is sent: whoever has seen an answer sees it again. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(CLAIM) instanceof IdempotencyClaim claim) {
            try {
                ReplayedResponse.definite(response)
                        .ifPresentOrElse(answer -> answers.keep(claim, answer), () -> answers.free(claim));
            } catch (RuntimeException e) {
                // What was done is done, and this answer is true; the key is freed when its lease ends.
                LOG.log(
                        Level.WARNING,
                        "keep " + e.getClass().getName(),
                        () -> "An answer was given and could not be kept: " + e);
            }
        }
    }
}
