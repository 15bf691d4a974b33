package org.agentwarden.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.agentwarden.settings.Https;
import org.agentwarden.settings.InvalidSetting;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.SelfSigned;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentTlsTest {

    private static final Duration LOOKS_AGAIN = LoadFactor.scale(Duration.ofSeconds(20));
    private static final int BUFFER = 1 << 16;

    @TempDir
    private static Path directory;

    private static SelfSigned first = new SelfSigned(Path.of(""));
    private static SelfSigned second = new SelfSigned(Path.of(""));

    @TempDir
    private Path files;

    private Https https;

    @BeforeAll
    static void makeKeys() {
        first = SelfSigned.make(directory, "first", "dns:warden.test");
        second = SelfSigned.make(directory, "second", "dns:warden.test", List.of("-keyalg", "RSA"));
    }

    @BeforeEach
    void useFirst() throws Exception {
        https = new Https(8443, files.resolve("server.pem"), files.resolve("server.key"));
        put(first);
    }

    @Test
    void aClientThatTrustsTheCertificateAgreesOnTls13OrTls12() throws Exception {
        CurrentTls tls = new CurrentTls(https);

        assertThat(protocol(tls, "TLSv1.3", "TLSv1.2")).isEqualTo("TLSv1.3");
        assertThat(protocol(tls, "TLSv1.2")).isEqualTo("TLSv1.2");
    }

    @Test
    void olderProtocolsAndSuitesWithoutForwardSecrecyAreOff() {
        SSLEngine engine = new CurrentTls(https).engine();

        assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(engine.getEnabledCipherSuites())
                .isNotEmpty()
                .allMatch(suite -> suite.startsWith("TLS_AES_")
                        || suite.startsWith("TLS_CHACHA20_")
                        || suite.startsWith("TLS_ECDHE_"))
                .noneMatch(suite -> suite.contains("_CBC_"));
        assertThat(engine.getNeedClientAuth() || engine.getWantClientAuth()).isFalse();
    }

    @Test
    void newConnectionsGetTheCertificateOfTheChangedFiles() throws Exception {
        CurrentTls tls = new CurrentTls(https);
        SSLEngine before = tls.engine();
        put(second);

        await().atMost(LOOKS_AGAIN).until(() -> isTrusted(tls.engine(), second));
        assertThat(isTrusted(before, first)).as("a handshake that had begun").isTrue();
        assertThat(isTrusted(tls.engine(), first)).isFalse();
    }

    @Test
    void filesThatCanNotBeUsedChangeNothingUntilTheyCan() throws Exception {
        CurrentTls tls = new CurrentTls(https);
        Files.copy(second.keyPem(), https.key(), StandardCopyOption.REPLACE_EXISTING);

        await().pollInterval(CurrentTls.PERIOD.dividedBy(4))
                .during(CurrentTls.PERIOD.multipliedBy(2))
                .atMost(LOOKS_AGAIN)
                .until(() -> isTrusted(tls.engine(), first));
        Files.copy(second.pem(), https.certificate(), StandardCopyOption.REPLACE_EXISTING);
        await().atMost(LOOKS_AGAIN).until(() -> isTrusted(tls.engine(), second));
        Files.delete(https.key());
        await().pollInterval(CurrentTls.PERIOD.dividedBy(4))
                .during(CurrentTls.PERIOD.multipliedBy(2))
                .atMost(LOOKS_AGAIN)
                .until(() -> isTrusted(tls.engine(), second));
    }

    @Test
    void filesThatCanNotBeUsedAtFirstAreRefused() throws Exception {
        Files.delete(https.key());

        assertThatThrownBy(() -> new CurrentTls(https)).isInstanceOf(InvalidSetting.class);
    }

    private void put(SelfSigned pair) throws Exception {
        Files.copy(pair.pem(), https.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(pair.keyPem(), https.key(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String protocol(CurrentTls tls, String... offered) throws Exception {
        SSLEngine client = client(first);
        client.setEnabledProtocols(offered);
        shakeHands(client, tls.engine());
        return client.getSession().getProtocol();
    }

    private static boolean isTrusted(SSLEngine server, SelfSigned trusted) throws Exception {
        try {
            shakeHands(client(trusted), server);
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    private static SSLEngine client(SelfSigned trusted) throws Exception {
        SSLEngine client = SelfSigned.trusting(trusted).createSSLEngine("warden.test", 8443);
        client.setUseClientMode(true);
        return client;
    }

    private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(BUFFER);
        ByteBuffer toClient = ByteBuffer.allocate(BUFFER);
        client.beginHandshake();
        server.beginHandshake();
        while (isShaking(client) || isShaking(server)) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
    }

    private static boolean isShaking(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
            in.flip();
            SSLEngineResult unused = engine.unwrap(in, ByteBuffer.allocate(BUFFER));
            in.compact();
        } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            SSLEngineResult unused = engine.wrap(ByteBuffer.allocate(0), out);
        }
    }
}
