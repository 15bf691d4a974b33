package org.agentwarden.webhooks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.systems.SelfSigned;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookSenderTlsTest {

    @TempDir
    private static Path directory;

    private static SelfSigned certificate = new SelfSigned(Path.of(""));

    @BeforeAll
    static void createCertificate() {
        certificate = SelfSigned.make(directory, "receiver", "dns:receiver.test");
    }

    @AfterAll
    static void trustNobodyElse() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    @Test
    void theNameAndNotTheAddressIsSentAndVerified() throws Exception {
        CompletableFuture<List<?>> serverNames = new CompletableFuture<>();
        try (RawReceiver receiver = new RawReceiver(certificate.serverSocket(), conversation -> {
            ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) conversation.socket()).getSession();
            serverNames.complete(session.getRequestedServerNames());
            conversation.say(RawReceiver.OK);
        })) {
            AttemptOutcome outcome = sendTrustingTheCertificate(receiver.url("https", "receiver.test"));

            assertThat(outcome).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(serverNames.join()).isEqualTo(List.of(new SNIHostName("receiver.test")));
            assertThat(receiver.request().headers()).contains("Host: receiver.test:" + receiver.port());
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (RawReceiver receiver =
                new RawReceiver(certificate.serverSocket(), conversation -> conversation.say(RawReceiver.OK))) {
            AttemptOutcome outcome = sendTrustingTheCertificate(receiver.url("https", "other.test"));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow()).startsWith("TLS failed: ").contains("other.test");
            assertThat(receiver.unreadRequests()).isZero();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        trustNobodyElse();
        try (RawReceiver receiver =
                new RawReceiver(certificate.serverSocket(), conversation -> conversation.say(RawReceiver.OK))) {
            AttemptOutcome outcome = send(receiver.url("https", "receiver.test"));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow()).startsWith("TLS failed: ");
            assertThat(receiver.unreadRequests()).isZero();
        }
    }

    @Test
    void aReceiverThatHangsUpDuringTheHandshakeIsUnreachable() throws Exception {
        try (ServerSocket receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> hungUp = CompletableFuture.runAsync(() -> acceptAndClose(receiver));

            AttemptOutcome outcome = send(URI.create("https://receiver.test:" + receiver.getLocalPort()));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow()).doesNotContain("null", "Exception");
            hungUp.join();
        }
    }

    private static void acceptAndClose(ServerSocket receiver) {
        try {
            receiver.accept().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCertificateIsBelievedThatTheOperatorHasNamedAndOnlyForItsName() throws Exception {
        trustNobodyElse();
        Map<String, String> trusting = Map.of(
                "agentwarden.egress.trusted-certificates", certificate.pem().toString());
        try (RawReceiver receiver = saying(certificate)) {
            assertThat(send(receiver.url("https", "receiver.test"), trusting))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);

            AttemptOutcome outcome = send(receiver.url("https", "other.test"), trusting);

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow()).startsWith("TLS failed: ").contains("other.test");
        }
    }

    @Test
    void theOperatorsCertificatesDoNotReplaceThoseOfTheJvm() throws Exception {
        SelfSigned another = SelfSigned.make(directory, "another", "dns:receiver.test");
        trustInTheJvm(another);
        Map<String, String> trusting = Map.of(
                "agentwarden.egress.trusted-certificates", certificate.pem().toString());
        try (RawReceiver one = saying(certificate);
                RawReceiver two = saying(another)) {
            assertThat(send(one.url("https", "receiver.test"), trusting))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(send(two.url("https", "receiver.test"), trusting))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(send(one.url("https", "receiver.test")))
                    .returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
        }
    }

    @Test
    void aReceiverThatAsksForACertificateIsShownTheOperators() throws Exception {
        SelfSigned ours = SelfSigned.make(directory, "ours", "dns:warden.test");
        Map<String, String> trusting = Map.of(
                "agentwarden.egress.trusted-certificates", certificate.pem().toString());
        Map<String, String> presenting = new HashMap<>(trusting);
        presenting.put("agentwarden.egress.client-certificate", ours.keyStore().toString());
        presenting.put("agentwarden.egress.client-certificate-password", SelfSigned.PASSWORD);
        CompletableFuture<String> client = new CompletableFuture<>();
        try (RawReceiver receiver = new RawReceiver(certificate.serverSocketFor(ours), conversation -> {
            client.complete(((SSLSocket) conversation.socket())
                    .getSession()
                    .getPeerPrincipal()
                    .getName());
            conversation.say(RawReceiver.OK);
        })) {
            assertThat(send(receiver.url("https", "receiver.test"), trusting))
                    .returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(client).isNotDone();
            assertThat(send(receiver.url("https", "receiver.test"), presenting))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(client.join()).isEqualTo("CN=ours");
        }
    }

    @Test
    void tlsToAPlainTextPortIsUnreachable() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answerInPlainText(server), "plain-text");
            thread.setDaemon(true);
            thread.start();

            AttemptOutcome outcome = send(URI.create("https://receiver.test:" + server.getLocalPort() + "/"));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow()).startsWith("TLS failed: ");
        }
    }

    private static void answerInPlainText(ServerSocket server) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawReceiver saying(SelfSigned shown) throws Exception {
        return new RawReceiver(shown.serverSocket(), conversation -> conversation.say(RawReceiver.OK));
    }

    /** As an operator with an authority of his own starts the JVM. */
    private static AttemptOutcome sendTrustingTheCertificate(URI url) {
        trustInTheJvm(certificate);
        return send(url);
    }

    private static void trustInTheJvm(SelfSigned trusted) {
        System.setProperty("javax.net.ssl.trustStore", trusted.keyStore().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", SelfSigned.PASSWORD);
    }

    private static AttemptOutcome send(URI url) {
        return send(url, Map.of());
    }

    private static AttemptOutcome send(URI url, Map<String, String> further) {
        Map<String, String> configured = new HashMap<>(further);
        configured.put("agentwarden.egress.allow", "127.0.0.0/8");
        configured.put("agentwarden.webhooks.timeout", "20s");
        Settings settings = Settings.read(new SettingSource(key -> Optional.ofNullable(configured.get(key))));
        WebhookClient receiver = new WebhookClient(settings, host ->
                new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})});
        try {
            return new WebhookSender(receiver, settings, InstantSource.system())
                    .send(new OutgoingWebhook(
                            "org",
                            url,
                            Map.of("User-Agent", "AgentWarden-Webhook/1.0"),
                            "application/json",
                            "{}",
                            () -> true));
        } finally {
            receiver.close();
        }
    }
}
