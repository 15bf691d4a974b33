package org.agentwarden.platform.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.agentwarden.settings.Cidr;
import org.agentwarden.settings.Settings;

/**
 * What every answer says because of how it was asked: over TLS, that browsers shall use nothing else for a year (HSTS,
 * RFC 6797); to HEAD, no length instead of that of the body which was left out. A trusted proxy says in {@code
 * X-Forwarded-Proto} whether its client used TLS. Its turn among the filters is in web.xml.
 */
public class ConnectionHeaders extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String ONE_YEAR = "max-age=31536000";

    @Inject
    private transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.isSecure() || isForwardedFromTls(request)) {
            response.setHeader("Strict-Transport-Security", ONE_YEAR);
        }
        chain.doFilter(request, response);
        if (request.getMethod().equals("HEAD") && !request.isAsyncStarted() && !response.isCommitted()) {
            // When an answer ends without having been flushed, servers take the number of bytes written for its length.
            response.flushBuffer();
        }
    }

    private boolean isForwardedFromTls(HttpServletRequest request) {
        Optional<InetAddress> peer = Cidr.parseAddress(request.getRemoteAddr());
        return "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))
                && peer.filter(address -> settings.requestRules().trustedProxies().stream()
                                .anyMatch(block -> block.contains(address)))
                        .isPresent();
    }
}
