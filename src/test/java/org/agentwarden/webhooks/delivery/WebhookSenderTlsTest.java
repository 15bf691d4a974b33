package org.agentwarden.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.webhooks.delivery.AttemptOutcome.Delivered;
import org.agentwarden.webhooks.delivery.AttemptOutcome.Unreachable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookSenderTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path directory;

    /** A certificate for receiver.test. */
    private static Path keyStore = Path.of("");

    @BeforeAll
    static void createCertificate() throws Exception {
        keyStore = directory.resolve("receiver.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=receiver.test",
                        "-ext",
                        "SAN=dns:receiver.test",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @AfterAll
    static void trustNobodyElse() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    @Test
    void theNameAndNotTheAddressIsSentAndVerified() throws Exception {
        CompletableFuture<List<?>> serverNames = new CompletableFuture<>();
        try (RawReceiver receiver = new RawReceiver(tlsServer(), conversation -> {
            ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) conversation.socket()).getSession();
            serverNames.complete(session.getRequestedServerNames());
            conversation.say(RawReceiver.OK);
        })) {
            AttemptOutcome outcome = sendTrusting(keyStore, receiver.url("https", "receiver.test"));

            assertThat(outcome).isInstanceOf(Delivered.class);
            assertThat(serverNames.join()).isEqualTo(List.of(new SNIHostName("receiver.test")));
            assertThat(receiver.request().headers()).contains("Host: receiver.test:" + receiver.port());
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (RawReceiver receiver = new RawReceiver(tlsServer(), conversation -> conversation.say(RawReceiver.OK))) {
            AttemptOutcome outcome = sendTrusting(keyStore, receiver.url("https", "other.test"));

            assertThat(outcome).isInstanceOf(Unreachable.class);
            assertThat(outcome.error().orElseThrow()).startsWith("TLS failed: ").contains("other.test");
            assertThat(receiver.unreadRequests()).isZero();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        trustNobodyElse();
        try (RawReceiver receiver = new RawReceiver(tlsServer(), conversation -> conversation.say(RawReceiver.OK))) {
            AttemptOutcome outcome = send(receiver.url("https", "receiver.test"));

            assertThat(outcome).isInstanceOf(Unreachable.class);
            assertThat(outcome.error().orElseThrow()).startsWith("TLS failed: ");
            assertThat(receiver.unreadRequests()).isZero();
        }
    }

    @Test
    void tlsToAPlainTextPortIsUnreachable() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answerInPlainText(server), "plain-text");
            thread.setDaemon(true);
            thread.start();

            AttemptOutcome outcome = send(URI.create("https://receiver.test:" + server.getLocalPort() + "/"));

            assertThat(outcome).isInstanceOf(Unreachable.class);
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

    private static ServerSocket tlsServer() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** As an operator with an authority of his own starts the server. */
    private static AttemptOutcome sendTrusting(Path trusted, URI url) {
        System.setProperty("javax.net.ssl.trustStore", trusted.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        return send(url);
    }

    private static AttemptOutcome send(URI url) {
        Map<String, String> configured = Map.of(
                "agentwarden.egress.allow", "127.0.0.0/8",
                "agentwarden.webhooks.timeout", "20s");
        Settings settings = Settings.read(new SettingSource(key -> Optional.ofNullable(configured.get(key))));
        Receiver receiver = new Receiver(settings, host ->
                new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})});
        try {
            return new WebhookSender(receiver, new Reconnection(receiver), settings)
                    .send(new OutgoingWebhook(
                            url, Map.of("User-Agent", "AgentWarden-Webhook/1.0"), "application/json", "{}"));
        } finally {
            receiver.close();
        }
    }
}
