package org.agentwarden.webhooks.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://example.com/",
                "https://example.com/hooks/agentwarden?token=a%20b&x=%2F+1",
                "http://example.com:8080/hook",
                "HTTPS://EXAMPLE.COM/Hook",
                "http://localhost:5000/webhook/agentwarden",
                "http://receiver:5000/",
                "https://xn--bcher-kva.example/",
                "https://a-b.c-d.example/~user/;v=1",
                "https://1password.example/",
                "https://203.0.113.10/hook",
                "https://[2001:db8::1]:8443/hook",
                "https://example.com:1/",
                "https://example.com:65535/"
            })
    void ordinaryUrlsAreAcceptedAsTheyAre(String text) {
        assertThat(WebhookUrl.parse(text)).isEqualTo(URI.create(text)).hasToString(text);
    }

    static Stream<String> hostile() {
        return Stream.of(
                // No URL of ours
                "",
                "example.com",
                "//example.com/",
                "/hook",
                "https:example.com",
                "https:/example.com",
                "https://",
                "https:///hook",
                "https://:8080/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "javascript:alert(1)",
                "jar:https://example.com!/",
                "unix:///var/run/docker.sock",
                "ws://example.com/",
                // Characters
                " https://example.com/",
                "https://example.com/ ",
                "https://example.com/a b",
                "https://example.com/\r\nX-Injected: 1",
                "https://example.com/\n",
                "https://example.com\t/",
                "https://example.com/\0",
                "https://example.com/\u007f",
                "https://example.com\\@internal/",
                "https:\\\\example.com",
                "https://example.com/\\..\\",
                "https://example.com/ü",
                "https://example.com/?ü",
                "https://bücher.example/ü",
                "https://bücher.example/ x",
                "https://bücher.example/\r\nX-Injected: 1",
                "https://bücher.example\r\nX-Injected: 1/",
                "https://example.com/\u0085",
                "https://example.com/\u2028X-Injected: 1",
                "https://bücher\\@internal/",
                "https://①②⑦.⓪.⓪.①/",
                "https://example。com/",
                "https://example.com/%",
                "https://example.com/%zz",
                "https://example.com/{id}",
                "https://example.com/<script>",
                // Names that become others on the way
                "https://straße.example/",
                "https://faß.example/",
                "https://βόλος.example/",
                "https://ｅｘａｍｐｌｅ.com/",
                "https://exam\u200Dple.com/",
                "https://exam\u00ADple.com/",
                "https://example\u2024com/",
                "https://exam\u00A0ple.com/",
                "https://１２７.0.0.1/",
                "https://127。0。0。1/",
                "https://①②⑦.example/",
                // Names that no register knows
                "https://☃_x.example/",
                "https://-bücher.example/",
                "https://bü cher.example/",
                "https://bücher..example/",
                "https://.bücher.example/",
                "https://bücher.example./",
                "https://ü" + "a".repeat(63) + ".example/",
                "https://\uD83E\uDD8A.example/",
                "https://\uD83E.example/",
                "https://א1b.example/",
                // Names that look like others: Cyrillic or Greek among Latin letters
                "https://\u0430pple.com/",
                "https://appl\u0435.com/",
                "https://example.c\u043Em/",
                "https://g\u03BFogle.com/",
                "https://\u03BF\u043E.example/",
                "https://xn--pple-43d.com/",
                "https://XN--PPLE-43D.com/",
                // Credentials and fragments
                "https://bücher@example.com/",
                "https://bücher.example@internal/",
                "https://bücher.example:x@internal/",
                "https://user@bücher.example/",
                "https://bücher.example/#fragment",
                "https://user@example.com/",
                "https://user:password@example.com/",
                "https://@example.com/",
                "https://:@example.com/",
                "https://example.com@169.254.169.254/",
                "https://example.com%40internal/",
                "https://example.com/#fragment",
                "https://example.com#",
                "https://example.com#@internal/",
                // Ports
                "https://example.com:/",
                "https://example.com:",
                "https://bücher.example:/",
                "https://bücher.example:65536/",
                "https://bücher.example:８０/",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://example.com:99999999999/",
                "https://example.com:-1/",
                "https://example.com:+80/",
                "https://example.com:80:80/",
                "https://example.com:x/",
                // IPv4 that others read differently
                "http://2130706433/",
                "http://017700000001/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://0x7f.0.0.0x1/",
                "http://0177.0.0.1/",
                "http://127.0.0.01/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0/",
                "http://127.0.0.1./",
                "http://127.0.0.1.5/",
                "http://256.0.0.1/",
                "http://1.2.3.999/",
                "http://1.2.3.4.0x5/",
                "http://example.0x7f/",
                "http://example.1/",
                // Other hosts
                "https://example.com./",
                "https://./",
                "https://.example.com/",
                "https://example..com/",
                "https://-example.com/",
                "https://example-.com/",
                "https://exa_mple.com/",
                "https://%6c%6f%63%61%6c%68%6f%73%74/",
                "https://127.0.0.1%00.example.com/",
                "https://exa mple.com/",
                "https://exa*mple.com/",
                "https://" + "a".repeat(64) + ".example/",
                "https://" + "a.".repeat(127) + "example/",
                "https://[::1/",
                "https://::1/",
                "https://[::1]x/",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[v1.x]/",
                "https://[127.0.0.1]/",
                "https://[]/",
                "https://[:::]/",
                // Length
                "https://example.com/" + "a".repeat(2048));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://agent_receiver:8080/hook",
                "https://a_b.example.com",
                "https://_x.example/?a=b",
                "https://a__b/#c"
            })
    void anUnderscoreInAHostNameIsNamedAsTheReason(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookUrl.parse(text))
                .withMessageContaining("underscore");
    }

    @Test
    void anUnderscoreBehindTheHostNameIsFine() {
        assertThat(WebhookUrl.parse("https://example.com/my_hook?my_key=1_2").getHost())
                .isEqualTo("example.com");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileUrlsAreRefusedWithAReason(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookUrl.parse(text))
                .withMessageStartingWith("must ");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/, https://",
        "https://straße.example/, punycode",
        "https://example.com/ü, ASCII behind its host name",
        "https://g\u03BFogle.com/, mix letters of different scripts",
        "https://xn--pple-43d.com/, mix letters of different scripts",
        "https://user@example.com/, credentials",
        "https://example.com/#top, fragment",
        "http://2130706433/, four decimal numbers",
        "http://0177.0.0.1/, four decimal numbers",
        "https://example.com:65536/, port",
        "https://example.com./, dot"
    })
    void theReasonSaysWhatToChange(String text, String hint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookUrl.parse(text))
                .withMessageContaining(hint);
    }

    @ParameterizedTest
    @CsvSource({
        "https://bücher.example/, https://xn--bcher-kva.example/",
        "https://BÜCHER.example/Hook, https://xn--bcher-kva.example/Hook",
        "https://bu\u0308cher.example/, https://xn--bcher-kva.example/",
        "HTTP://Bücher.Example:8080?x=1, HTTP://xn--bcher-kva.Example:8080?x=1",
        "https://bücher.example, https://xn--bcher-kva.example",
        "https://пример.example/, https://xn--e1afmkfd.example/",
        "https://пример.рф/, https://xn--e1afmkfd.xn--p1ai/",
        "https://例え.テスト/, https://xn--r8jz45g.xn--zckzah/",
        "https://nihon日本ご.example/, https://xn--nihon-e83d6866a0ec.example/"
    })
    void aNameInOtherLettersIsSentToInAscii(String text, String ascii) {
        assertThat(WebhookUrl.parse(text)).hasToString(ascii);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // straße and a fox: newer registers have them, the JDK's rules do not.
                "https://xn--strae-oqa.example/",
                "https://xn--wr8h.example/",
                "https://xn--e1afmkfd.xn--p1ai/",
                "https://xn--nothing.example/"
            })
    void punycodeIsTakenAtItsWord(String text) {
        assertThat(WebhookUrl.parse(text)).hasToString(text);
    }

    @Test
    void aUrlOfTheGreatestLengthIsAccepted() {
        String text = "https://example.com/" + "a".repeat(2048 - "https://example.com/".length());

        assertThat(WebhookUrl.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/, 127.0.0.1",
        "http://10.0.0.1/, 10.0.0.1",
        "http://[::1]/, ::1",
        "http://[::ffff:127.0.0.1]/, 127.0.0.1",
        "http://[64:ff9b::a00:1]/, 64:ff9b::a00:1"
    })
    void anAddressInTheHostIsFound(String text, String address) throws UnknownHostException {
        assertThat(WebhookUrl.literalAddress(WebhookUrl.parse(text))).contains(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/", "https://example.invalid/", "https://10.example/"})
    void aNameIsNotResolved(String text) {
        assertThat(WebhookUrl.literalAddress(WebhookUrl.parse(text))).isEmpty();
    }
}
