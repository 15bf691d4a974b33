package org.agentwarden.platform.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agentwarden.settings.Https;
import org.agentwarden.settings.Settings;
import org.agentwarden.settings.StartState;
import org.jspecify.annotations.Nullable;

/**
 * Sends clients from the plain port to that for TLS, if the server has one; probes and scrapers of the machine are served. Its
 * turn among the filters is in web.xml.
 */
public class HttpsRedirect extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** It has the client repeat the method and the body (RFC 9110). */
    private static final int PERMANENT_REDIRECT = 308;

    /** In another spelling a path is redirected. */
    private static final Set<String> SERVED_PLAIN =
            Set.of("/health", "/health/live", "/health/ready", "/health/started", "/metrics");

    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._-]{0,253})|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{0,5})?");

    @Inject
    private transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (settings.https().isEmpty()
                || !StartState.isWithTls()
                || SERVED_PLAIN.contains(request.getRequestURI())
                || ClientTls.isUsed(request, settings.requestRules().trustedProxies())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<String> origin = origin(settings.publicUrl(), settings.https().get(), request.getHeader("Host"));
        if (origin.isEmpty()) {
            ErrorTexts.answer(response, HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        String query = request.getQueryString();
        response.setStatus(PERMANENT_REDIRECT);
        SecurityHeaders.addTo(response);
        response.setHeader("Location", origin.get() + request.getRequestURI() + (query == null ? "" : "?" + query));
    }

    /** Where the site is for this client; empty when the client does not say how it calls the server. */
    static Optional<String> origin(Optional<URI> publicUrl, Https https, @Nullable String host) {
        if (publicUrl.isPresent()) {
            return publicUrl.map(url -> url.getScheme() + "://" + url.getRawAuthority());
        }
        Matcher named = HOST.matcher(host == null ? "" : host);
        return named.matches() ? Optional.of(https.origin(named.group(1))) : Optional.empty();
    }
}
