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
    private static final String HTTPS = "https";

    private SessionCookie() {}

    /** The access token of the request's session. */
    static Optional<String> tokenIn(Map<String, Cookie> cookies) {
        return Optional.ofNullable(cookies.get(NAME)).map(Cookie::getValue).filter(token -> !token.isEmpty());
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
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/")
                .maxAge((int) life.toSeconds())
                .httpOnly(true)
                .sameSite(SameSite.STRICT)
                .secure(isSecure(uri.getRequestUri().getScheme(), headers.getHeaderString("Origin")))
                .build();
    }

    /** Behind a proxy that ends TLS only the browser knows how it got here: it says so with every such request. */
    static boolean isSecure(@Nullable String scheme, @Nullable String origin) {
        return HTTPS.equalsIgnoreCase(scheme) || (origin != null && origin.startsWith(HTTPS + "://"));
    }
}
