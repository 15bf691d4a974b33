package org.agentwarden.platform.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

/**
 * Keeps browsers from guessing, caching, framing or running what the API answers. {@code X-Content-Type-Options} also tells
 * the listener that the application has answered: an empty 200 without it is made a 503. So whoever writes an answer adds
 * the headers, and no filter adds them before.
 */
@Provider
public class SecurityHeaders implements ContainerResponseFilter {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** For answers that do not come from a resource. */
    static void addTo(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "no-referrer");
        putIfMissing(headers, "Cache-Control", "no-store");
        putIfMissing(headers, "Content-Security-Policy", CONTENT_SECURITY_POLICY);
    }

    private static void putIfMissing(MultivaluedMap<String, Object> headers, String name, String value) {
        if (!headers.containsKey(name)) {
            headers.putSingle(name, value);
        }
    }
}
