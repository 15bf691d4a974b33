package org.agentwarden.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Cookie;
import java.util.HashMap;
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
        assertThat(SessionCookie.tokenIn(cookies("agentwarden_session", ""), null))
                .isEmpty();
        assertThat(SessionCookie.tokenIn(Map.of(), null)).isEmpty();
    }

    @Test
    void overTlsOnlyTheCookieCountsThatNoNeighbouringHostCanSet() {
        Map<String, Cookie> both = new HashMap<>(cookies("__Host-agentwarden_session", "own"));
        Map<String, Cookie> planted = cookies("agentwarden_session", "planted");
        both.putAll(planted);

        assertThat(SessionCookie.tokenIn(both, "https://agentwarden.example")).contains("own");
        assertThat(SessionCookie.tokenIn(both, null)).contains("own");
        assertThat(SessionCookie.tokenIn(planted, "https://agentwarden.example"))
                .isEmpty();
        assertThat(SessionCookie.tokenIn(planted, "http://127.0.0.1:8080")).contains("planted");
    }

    private static Map<String, Cookie> cookies(String name, String value) {
        return Map.of(name, new Cookie.Builder(name).value(value).build());
    }
}
