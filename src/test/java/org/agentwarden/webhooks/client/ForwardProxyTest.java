package org.agentwarden.webhooks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.systems.ConnectProxy;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.systems.RawReceiver.Received;
import org.agentwarden.systems.SelfSigned;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForwardProxyTest {

    private static final String PASSWORD = "s3cr3t-and-long";
    private static final HostLookup NAMES = host -> switch (host) {
        case "receiver.test" -> new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})};
        case "inside.test" -> InetAddress.getAllByName("10.0.0.1");
        case "six.test" -> InetAddress.getAllByName("2001:4860:4860::8888");
        default -> InetAddress.getAllByName(host);
    };

    private Optional<WebhookClient> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(WebhookClient::close);
    }

    // Through it

    @Test
    void plainHttpGoesThroughATunnelToTheCheckedAddress() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.start();
                RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender(NAMES, proxy.url(), Map.of());

            assertThat(send(sender, receiver.url("http", "receiver.test")))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(send(sender, receiver.url("http", "receiver.test")))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);

            String target = "127.0.0.1:" + receiver.port();
            assertThat(proxy.asked())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.lines())
                            .containsExactly("CONNECT " + target + " HTTP/1.1", "Host: " + target));
            Received request = receiver.request();
            assertThat(request.requestLine()).isEqualTo("POST /hook HTTP/1.1");
            assertThat(request.header("Host")).isEqualTo("receiver.test:" + receiver.port());
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void tlsGoesThroughATunnelToTheReceiverByItsName(@TempDir Path directory) throws Exception {
        SelfSigned certificate = SelfSigned.make(directory, "receiver", "dns:receiver.test");
        CompletableFuture<List<?>> serverNames = new CompletableFuture<>();
        try (ConnectProxy proxy = ConnectProxy.start();
                RawReceiver receiver = new RawReceiver(certificate.serverSocket(), conversation -> {
                    ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) conversation.socket()).getSession();
                    serverNames.complete(session.getRequestedServerNames());
                    conversation.say(RawReceiver.OK);
                })) {
            WebhookSender sender = sender(
                    NAMES,
                    proxy.url(),
                    Map.of(
                            "agentwarden.egress.trusted-certificates",
                            certificate.pem().toString()));

            assertThat(send(sender, receiver.url("https", "receiver.test")))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(serverNames.join()).isEqualTo(List.of(new SNIHostName("receiver.test")));
            AttemptOutcome other = send(sender, receiver.url("https", "127.0.0.1"));

            assertThat(other).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(other.error().orElseThrow()).startsWith("TLS failed: ").contains("127.0.0.1");
            assertThat(proxy.asked())
                    .extracting(ConnectProxy.Asked::target)
                    .containsOnly("127.0.0.1:" + receiver.port());
        }
    }

    @Test
    void credentialsAreForTheProxyAlone() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.start();
                RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender(NAMES, proxy.url(), login());

            assertThat(send(sender, receiver.url())).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(proxy.asked().get(0).lines()).contains("Proxy-Authorization: Basic " + credentials());
            assertThat(receiver.request().headers()).noneMatch(header -> header.startsWith("Proxy-"));
        }
    }

    @Test
    void theNextAddressIsTriedWhenTheProxyDoesNotReachOne() throws Exception {
        HostLookup two = host -> host.equals("receiver.test")
                ? Stream.of("127.0.0.2", "127.0.0.1")
                        .map(ForwardProxyTest::address)
                        .toArray(InetAddress[]::new)
                : InetAddress.getAllByName(host);
        try (ConnectProxy proxy = ConnectProxy.start();
                RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            assertThat(send(sender(two, proxy.url(), Map.of()), receiver.url("http", "receiver.test")))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(proxy.asked())
                    .extracting(ConnectProxy.Asked::target)
                    .containsExactly("127.0.0.2:" + receiver.port(), "127.0.0.1:" + receiver.port());
        }
    }

    @Test
    void theNextAddressOfTheProxyIsTriedToo() throws Exception {
        HostLookup names = host -> host.equals("proxy.test")
                ? Stream.of("127.0.0.2", "127.0.0.1")
                        .map(ForwardProxyTest::address)
                        .toArray(InetAddress[]::new)
                : InetAddress.getAllByName(host);
        try (ConnectProxy proxy = ConnectProxy.start();
                RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender(names, "http://proxy.test:" + proxy.port(), Map.of());

            assertThat(send(sender, receiver.url())).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
        }
    }

    // What it is not asked

    @ParameterizedTest
    @CsvSource({"http://10.0.0.1/hook", "https://10.0.0.1/hook", "http://inside.test/hook", "https://inside.test/hook"})
    void theProxyIsNotAskedForAForbiddenAddress(URI url) throws Exception {
        try (ConnectProxy proxy = ConnectProxy.start()) {
            AttemptOutcome outcome = send(sender(NAMES, proxy.url(), Map.of()), url);

            assertThat(outcome).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            assertThat(outcome.error())
                    .contains(
                            url.getHost().equals("inside.test")
                                    ? "refused to connect: inside.test does not have a public address"
                                    : "refused to connect to 10.0.0.1 (private); agentwarden.egress.allow can allow it");
            assertThat(proxy.asked()).isEmpty();
        }
    }

    @Test
    void aWebhookThatNamesTheProxyIsJudgedLikeAnyOther() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.start()) {
            WebhookSender sender = sender(NAMES, proxy.url(), Map.of("agentwarden.egress.allow", ""));

            assertThat(send(sender, URI.create(proxy.url() + "/hook")))
                    .returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            assertThat(proxy.asked()).isEmpty();
        }
    }

    @Test
    void anIpv6AddressIsWrittenInBrackets() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.answering(asked -> "502 Bad Gateway")) {
            AttemptOutcome outcome =
                    send(sender(NAMES, proxy.url(), Map.of()), URI.create("https://six.test:8443/hook"));

            assertThat(proxy.asked().get(0).requestLine())
                    .isEqualTo("CONNECT [2001:4860:4860:0:0:0:0:8888]:8443 HTTP/1.1");
            assertThat(outcome.error()).contains("the proxy did not connect to the receiver (HTTP 502)");
        }
    }

    // What it says

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 Forbidden | the proxy did not connect to the receiver (HTTP 403)",
                "407 No | the proxy wants other credentials (HTTP 407); agentwarden.egress.proxy-user and .proxy-password"
                        + " hold them",
                "302 Found | the proxy did not connect to the receiver (HTTP 302)",
                "503 Service Unavailable | the proxy did not connect to the receiver (HTTP 503)",
                "whatever | the proxy's answer is not valid HTTP"
            })
    void whatTheProxyAnswersIsSaidToBeItsAnswer(String answer, String error) throws Exception {
        try (ConnectProxy proxy = ConnectProxy.answering(asked -> answer)) {
            AttemptOutcome outcome =
                    send(sender(NAMES, proxy.url(), login()), URI.create("https://receiver.test/hook"));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error()).contains(error);
            assertThat(outcome.error().orElseThrow()).doesNotContain(PASSWORD).doesNotContain(credentials());
        }
    }

    @Test
    void aProxyThatWantsOtherCredentialsIsNotAskedForTheNextAddress() throws Exception {
        HostLookup two = host -> host.equals("receiver.test")
                ? Stream.of("127.0.0.2", "127.0.0.1")
                        .map(ForwardProxyTest::address)
                        .toArray(InetAddress[]::new)
                : InetAddress.getAllByName(host);
        try (ConnectProxy proxy = ConnectProxy.answering(asked -> "407 No")) {
            send(sender(two, proxy.url(), login()), URI.create("https://receiver.test/hook"));

            assertThat(proxy.asked()).extracting(ConnectProxy.Asked::target).containsOnly("127.0.0.2:443");
        }
    }

    @Test
    void anAnswerWithoutAnEndIsNotReadToItsEnd() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.answering(asked -> "200 OK\r\nX-Padding: " + "0".repeat(20_000))) {
            AttemptOutcome outcome =
                    send(sender(NAMES, proxy.url(), Map.of()), URI.create("https://receiver.test/hook"));

            assertThat(outcome.error()).contains("the proxy's answer is not valid HTTP");
        }
    }

    @Test
    void aProxyThatSaysNothingIsSaidToBeSlow() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.answering(asked -> "")) {
            AttemptOutcome outcome =
                    send(sender(NAMES, proxy.url(), Map.of()), URI.create("https://receiver.test/hook"));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error()).contains("the proxy did not answer in time");
        }
    }

    @Test
    void aProxyThatHangsUpIsSaidToHave() throws Exception {
        try (RawReceiver proxy = new RawReceiver(RawReceiver.Conversation::close)) {
            AttemptOutcome outcome = send(
                    sender(NAMES, "http://127.0.0.1:" + proxy.port(), Map.of()),
                    URI.create("https://receiver.test/hook"));

            assertThat(outcome.error()).contains("the proxy ended the connection without an answer");
        }
    }

    @Test
    void aProxyThatIsNotThereIsSaidNotToBe() throws Exception {
        AttemptOutcome outcome = send(
                sender(NAMES, "http://127.0.0.1:" + closedPort(), Map.of()), URI.create("https://receiver.test/hook"));

        assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
        assertThat(outcome.error())
                .contains("the proxy can not be reached: connection refused; agentwarden.egress.proxy names it");
    }

    @Test
    void aProxyWhoseNameDoesNotResolveIsSaidNotTo() {
        HostLookup names = host -> {
            if (host.equals("proxy.test")) {
                throw new UnknownHostException(host);
            }
            return NAMES.addressesOf(host);
        };
        AttemptOutcome outcome =
                send(sender(names, "http://proxy.test:3128", Map.of()), URI.create("https://receiver.test/hook"));

        assertThat(outcome.error())
                .contains("the proxy's name could not be resolved; agentwarden.egress.proxy names it");
    }

    @Test
    void aReceiverWhoseNameDoesNotResolveIsNotBlamedOnTheProxy() throws Exception {
        HostLookup nothing = host -> {
            throw new UnknownHostException(host);
        };
        try (ConnectProxy proxy = ConnectProxy.start()) {
            AttemptOutcome outcome =
                    send(sender(nothing, proxy.url(), Map.of()), URI.create("https://receiver.test/hook"));

            assertThat(outcome.error()).contains("could not resolve host receiver.test");
            assertThat(proxy.asked()).isEmpty();
        }
    }

    private static Map<String, String> login() {
        return Map.of("agentwarden.egress.proxy-user", "warden", "agentwarden.egress.proxy-password", PASSWORD);
    }

    private static String credentials() {
        return Base64.getEncoder().encodeToString(("warden:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private WebhookSender sender(HostLookup lookup, String proxy, Map<String, String> further) {
        Map<String, String> given = new HashMap<>();
        given.put("agentwarden.egress.allow", "127.0.0.0/8");
        given.put("agentwarden.egress.proxy", proxy);
        given.put("agentwarden.webhooks.timeout", "20s");
        given.putAll(further);
        Settings settings = Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
        WebhookClient receiver = new WebhookClient(settings, lookup);
        opened = Optional.of(receiver);
        return new WebhookSender(receiver, settings, InstantSource.system());
    }

    private static AttemptOutcome send(WebhookSender sender, URI url) {
        return sender.send(
                new OutgoingWebhook("org", url, Map.of("webhook-id", "evt_1"), "application/json", "{}", () -> true));
    }
}
