package org.agentwarden.organizations;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.security.AccessTokens;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's session: an access token in a cookie that no script can read and no other site's request brings along.
 */
final class SessionCookie {

    private static final String NAME = "agentwarden_session";

    /** Over TLS: browsers accept it from this very host alone, so that no neighbour under the same domain can set it. */
    private static final String NAME_OVER_TLS = "__Host-" + NAME;

    static final String ORIGIN = "Origin";

    private static final String HTTPS = "https";

    private SessionCookie() {}

    /**
     * The access token of the request's session.
     *
     * @param origin the request's header {@code Origin}: one of {@code https} has the cookie of TLS or none
     */
    static Optional<String> tokenIn(Map<String, Cookie> cookies, @Nullable String origin) {
        Optional<String> overTls = token(cookies.get(NAME_OVER_TLS));
        return overTls.isPresent() || isSecure(null, origin) ? overTls : token(cookies.get(NAME));
    }

    private static Optional<String> token(@Nullable Cookie cookie) {
        return Optional.ofNullable(cookie).map(Cookie::getValue).filter(token -> !token.isEmpty());
    }

    /** Begins a session that ends with the token. */
    static NewCookie begin(String accessToken, UriInfo uri, HttpHeaders headers) {
        return cookie(accessToken, AccessTokens.LIFETIME, uri, headers);
    }

    /** Has the browser forget its session. */
    static NewCookie end(UriInfo uri, HttpHeaders headers) {
        return cookie("", Duration.ZERO, uri, headers);
    }

    private static NewCookie cookie(String value, Duration life, UriInfo uri, HttpHeaders headers) {
        boolean secure = isSecure(uri.getRequestUri().getScheme(), headers.getHeaderString(ORIGIN));
        return new NewCookie.Builder(secure ? NAME_OVER_TLS : NAME)
                .value(value)
                .path("/")
                .maxAge((int) life.toSeconds())
                .httpOnly(true)
                .sameSite(SameSite.STRICT)
                .secure(secure)
                .build();
    }

    /** Behind a proxy that ends TLS only the browser knows how it got here: it says so with every such request. */
    static boolean isSecure(@Nullable String scheme, @Nullable String origin) {
        return HTTPS.equalsIgnoreCase(scheme) || (origin != null && origin.startsWith(HTTPS + "://"));
    }
}
