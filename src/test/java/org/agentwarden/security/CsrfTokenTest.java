package org.agentwarden.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsrfTokenTest {

    private static final String SESSION = "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl";

    @Test
    void itBelongsToOneSession() {
        String token = CsrfToken.of(SESSION);

        assertThat(CsrfToken.matches(token, SESSION)).isTrue();
        assertThat(CsrfToken.matches(token, SESSION + "x")).isFalse();
        assertThat(CsrfToken.matches("", SESSION)).isFalse();
    }

    @Test
    void itFitsIntoAHeaderAndTellsNothingOfTheSession() {
        assertThat(CsrfToken.of(SESSION)).matches("[A-Za-z0-9_-]{43}").doesNotContain(SESSION.substring(0, 10));
    }
}
