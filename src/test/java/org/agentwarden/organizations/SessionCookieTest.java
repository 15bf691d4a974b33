package org.agentwarden.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Cookie;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionCookieTest {

    @Test
    void itGoesOverTlsAloneWhereverTheBrowserCameOverTls() {
        assertThat(SessionCookie.isSecure("https", null)).isTrue();
        assertThat(SessionCookie.isSecure("http", "https://agentwarden.example"))
                .isTrue();
        assertThat(SessionCookie.isSecure("http", "http://127.0.0.1:8080")).isFalse();
        assertThat(SessionCookie.isSecure("http", null)).isFalse();
    }

    @Test
    void anEmptyOneIsNone() {
        assertThat(SessionCookie.tokenIn(Map.of(
                        "agentwarden_session",
                        new Cookie.Builder("agentwarden_session").value("").build())))
                .isEmpty();
        assertThat(SessionCookie.tokenIn(Map.of())).isEmpty();
    }
}
