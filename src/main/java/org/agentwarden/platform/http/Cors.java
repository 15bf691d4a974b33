package org.agentwarden.platform.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.agentwarden.settings.Settings;

/**
 * Lets web pages of the configured origins use the API in a browser, by the CORS protocol of the Fetch standard. Stands
 * before all other filters (see web.xml), so that every answer carries its headers. Cookies are never asked for.
 */
public class Cors extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Idempotency-Key, X-API-Key, traceparent, tracestate";
    private static final String ANSWER_HEADERS = "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset,"
            + " Retry-After, Idempotency-Replayed, X-Total-Count, X-Total-Count-Capped, Link";

    /** No browser believes it for longer. */
    private static final String MAX_AGE_SECONDS = "7200";

    @Inject
    private transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Set<String> origins = settings.requestRules().corsOrigins();
        if (origins.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin == null || !origins.contains(origin)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        if (isPreflight(request)) {
            answer(response);
            return;
        }
        response.setHeader("Access-Control-Expose-Headers", ANSWER_HEADERS);
        chain.doFilter(request, response);
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static void answer(HttpServletResponse response) {
        SecurityHeaders.addTo(response);
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
        response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
