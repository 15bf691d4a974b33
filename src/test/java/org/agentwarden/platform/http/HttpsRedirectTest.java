package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.agentwarden.settings.Https;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsRedirectTest {

    @ParameterizedTest
    @CsvSource({
        "warden.example, 8443, https://warden.example:8443",
        "warden.example:8080, 8443, https://warden.example:8443",
        "warden.example:8080, 443, https://warden.example",
        "warden.example:, 443, https://warden.example",
        "127.0.0.1:8080, 8443, https://127.0.0.1:8443",
        "[::1]:8080, 8443, https://[::1]:8443",
        "my_host, 8443, https://my_host:8443"
    })
    void aClientIsSentToTheHostThatItKnows(String host, int port, String origin) {
        assertThat(HttpsRedirect.origin(Optional.empty(), https(port), host)).contains(origin);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "a b", "a/b", "a@b", "a?b", "a#b", "a:b", "a\\b", "-a", "[a", "[g::1]", "a,b", "a:80:80", "ä"
            })
    void aHostThatIsNoneHasNoAnswer(String host) {
        assertThat(HttpsRedirect.origin(Optional.empty(), https(8443), host)).isEmpty();
    }

    @Test
    void thePublicUrlComesBeforeWhatTheClientSays() {
        assertThat(HttpsRedirect.origin(
                        Optional.of(URI.create("https://warden.example/")), https(8443), "evil.example"))
                .contains("https://warden.example");
        assertThat(HttpsRedirect.origin(Optional.of(URI.create("https://warden.example:444")), https(8443), null))
                .contains("https://warden.example:444");
    }

    private static Https https(int port) {
        return new Https(port, Path.of("server.pem"), Path.of("server.key"));
    }
}
