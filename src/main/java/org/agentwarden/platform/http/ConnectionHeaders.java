package org.agentwarden.platform.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.agentwarden.settings.Settings;

/**
 * What every answer says because of how it was asked: over TLS, that browsers shall use nothing else for a year (HSTS,
 * RFC 6797); to HEAD, no length instead of that of the body which was left out. Its turn among the filters is in web.xml.
 */
public class ConnectionHeaders extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String ONE_YEAR = "max-age=31536000";

    @Inject
    private transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (ClientTls.isUsed(request, settings.requestRules().trustedProxies())) {
            response.setHeader("Strict-Transport-Security", ONE_YEAR);
        }
        chain.doFilter(request, response);
        if (request.getMethod().equals("HEAD") && !request.isAsyncStarted() && !response.isCommitted()) {
            // When an answer ends without having been flushed, servers take the number of bytes written for its length.
            response.flushBuffer();
        }
    }
}
