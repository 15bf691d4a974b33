package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.AgentWardenServer.Finished;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.RawClient;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.systems.SelfSigned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with TLS of its own, which changes its certificate meanwhile, and with a client certificate for receivers that ask for one. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class TlsIT {

    private static final Duration LOOKS_AGAIN = LoadFactor.scale(Duration.ofSeconds(30));
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofMinutes(1));
    private static final String HSTS = "max-age=31536000";
    private static final String JSON = "application/json";
    private static final String KEPT = "TLS goes on with the certificate of before: ";
    private static final int HANDSHAKE_RECORD = 0x16;
    private static final int TLS_1_1 = 0x0302;
    private static final int TLS_1_2 = 0x0303;

    @TempDir
    private static Path directory;

    private static SelfSigned first;
    private static SelfSigned second;
    private static SelfSigned receiverCertificate;
    private static SelfSigned ourCertificate;
    private static SSLContext trust;
    private static Path certificate;
    private static Path key;
    private static int port;
    private static AgentWardenServer server;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        first = SelfSigned.make(directory, "first", "ip:127.0.0.1");
        second = SelfSigned.make(directory, "second", "ip:127.0.0.1", List.of("-keyalg", "RSA"));
        receiverCertificate = SelfSigned.make(directory, "receiver", "ip:127.0.0.1");
        ourCertificate = SelfSigned.make(directory, "warden", "dns:warden.test");
        trust = SelfSigned.trusting(first, second);
        certificate = directory.resolve("server.pem");
        key = directory.resolve("server.key");
        use(first);
        port = Ports.any();
        server = setup("tls")
                .with("AGENTWARDEN_HTTP_TRUSTED_PROXIES", "127.0.0.1")
                .with(
                        "AGENTWARDEN_EGRESS_CLIENT_CERTIFICATE",
                        ourCertificate.keyStore().toString())
                .with("AGENTWARDEN_EGRESS_CLIENT_CERTIFICATE_PASSWORD", SelfSigned.PASSWORD)
                .with(
                        "AGENTWARDEN_EGRESS_TRUSTED_CERTIFICATES",
                        receiverCertificate.pem().toString())
                .start();
        api = Api.anonymous(https()).over(trust, "TLSv1.3", "TLSv1.2");
    }

    private static AgentWardenServer.Setup setup(String name) {
        return AgentWardenServer.named(name)
                .with("AGENTWARDEN_HTTPS_PORT", Integer.toString(port))
                .with("AGENTWARDEN_HTTPS_CERTIFICATE", certificate.toString())
                .with("AGENTWARDEN_HTTPS_KEY", key.toString());
    }

    private static URI https() {
        return URI.create("https://127.0.0.1:" + port);
    }

    /** The key at last: for a moment the two do not belong together. */
    private static void use(SelfSigned pair) throws Exception {
        Files.copy(pair.pem(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(pair.keyPem(), key, StandardCopyOption.REPLACE_EXISTING);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sign-in",
                "/docs/",
                "/openapi",
                "/health",
                "/health/ready",
                "/metrics",
                "/auth/me",
                "/api/agents",
                "/nowhere",
                "/sdk/nowhere",
                "/api/agents/%5c"
            })
    void everyAnswerOverTlsTellsBrowsersToComeBackThatWay(String path) {
        Answer answer = api.get(path);

        assertThat(answer.status()).isIn(200, 302, 303, 307, 400, 401, 404);
        assertThat(answer.headers().get("strict-transport-security")).containsExactly(HSTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientThatTrustsTheCertificateIsServed(String protocol) {
        Api one = Api.anonymous(https()).over(trust, protocol);

        assertThat(one.get("/auth/me").status()).isEqualTo(401);
        assertThat(one.get("/docs/swagger-ui-bundle.js").body()).hasSizeGreaterThan(1_000_000);
        assertThat(one.post("/auth/login", "{\"email\":\"x\"}" + " ".repeat(500_000))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tls11IsRefused() throws IOException {
        assertThat(answerTo(clientHello(TLS_1_2))).isEqualTo(HANDSHAKE_RECORD);
        assertThat(answerTo(clientHello(TLS_1_1))).isNotEqualTo(HANDSHAKE_RECORD);
    }

    /** The type of the record that comes first; -1 when the server closes the connection without one. */
    private static int answerTo(byte[] hello) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(hello);
            socket.getOutputStream().flush();
            return socket.getInputStream().read();
        } catch (SocketException e) {
            return -1;
        }
    }

    /** RFC 5246, 7.4.1.2: the same for both versions, with suites of both. */
    private static byte[] clientHello(int version) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream hello = new DataOutputStream(body);
        hello.writeShort(version);
        hello.write(new byte[32]);
        hello.writeByte(0);
        hello.write(HexFormat.of().parseHex("0008c02bc02fc009c013" + "0100"));
        // Groups x25519, secp256r1 and secp384r1; signatures by ECDSA and RSA with SHA-256 and SHA-384. Depending on
        // its version, keytool makes EC keys on secp256r1 or secp384r1.
        hello.write(HexFormat.of().parseHex("001c" + "000a00080006001d00170018" + "000d000c000a04030503080404010501"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream message = new DataOutputStream(bytes);
        message.writeByte(HANDSHAKE_RECORD);
        message.writeShort(version);
        message.writeShort(body.size() + 4);
        message.writeInt(0x01000000 | body.size());
        message.write(body.toByteArray());
        return bytes.toByteArray();
    }

    @Test
    void aClientCanNotRenegotiate() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThat(statusOver(socket)).startsWith("HTTP/1.1 401 ");

            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        statusOver(socket);
                    })
                    .isInstanceOfAny(IOException.class, AssertionError.class);
        }
    }

    @Test
    void thePlainPortSendsClientsToTlsButServesProbes() {
        Api plain = Api.anonymous(server.baseUri());
        byte[] body = " ".repeat(500_000).getBytes(StandardCharsets.US_ASCII);

        Answer moved = plain.send("POST", "/sdk/check?a=b%20c", Map.of("Content-Type", JSON), body);

        assertThat(moved.status()).isEqualTo(308);
        assertThat(moved.header("x-content-type-options")).contains("nosniff");
        assertThat(moved.header("location")).contains(https() + "/sdk/check?a=b%20c");
        assertThat(moved.header("cache-control")).contains("no-store");
        assertThat(moved.header("strict-transport-security")).isEmpty();
        for (String served : List.of("/health", "/health/live", "/health/ready", "/metrics")) {
            assertThat(plain.get(served).status()).as(served).isEqualTo(200);
        }
        for (String path : List.of("/", "/health/", "/%68ealth", "/metrics/x", "/openapi", "/docs/", "/nowhere")) {
            assertThat(plain.get(path).header("location")).as(path).contains(https() + path);
        }
    }

    @Test
    void aClientThatDoesNotSayHowItCallsTheServerIsNotSentAnywhere() {
        for (String host : List.of("", "Host: a@b\r\n")) {
            assertThat(RawClient.exchange(
                            server.baseUri(), "GET /auth/me HTTP/1.0\r\n" + host + "Connection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aTrustedProxyThatHasEndedTlsIsServedOnThePlainPort() {
        Answer served = Api.anonymous(server.baseUri())
                .send("GET", "/auth/me", Map.of("X-Forwarded-Proto", "https"), new byte[0]);

        assertThat(served.status()).isEqualTo(401);
        assertThat(served.header("strict-transport-security")).contains(HSTS);
    }

    @Test
    void newConnectionsGetTheCertificateOfTheChangedFilesWhileOthersGoOn() throws Exception {
        try (SSLSocket before = connect()) {
            assertThat(shown(before)).isEqualTo(first.certificate());
            assertThat(statusOver(before)).startsWith("HTTP/1.1 401 ");
            use(second);

            await().atMost(LOOKS_AGAIN).until(() -> shown().equals(second.certificate()));
            assertThat(statusOver(before)).startsWith("HTTP/1.1 401 ");
            assertThat(server.isAlive()).isTrue();
        }
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        await().atMost(LOOKS_AGAIN).until(() -> {
            assertThat(shown()).isEqualTo(second.certificate());
            return !kept().isEmpty();
        });
        Files.delete(certificate);
        await().during(Duration.ofSeconds(5)).atMost(LOOKS_AGAIN).until(() -> shown().equals(second.certificate()));
        assertThat(kept()).hasSize(1);
        assertThat(Files.readString(server.log())).doesNotContain("c2VjcmV0");
        use(first);
        await().atMost(LOOKS_AGAIN).until(() -> shown().equals(first.certificate()));
    }

    private static List<String> kept() throws IOException {
        return Files.readAllLines(server.log()).stream()
                .filter(line -> line.contains(KEPT))
                .toList();
    }

    private static SSLSocket connect() throws Exception {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static Certificate shown() throws Exception {
        try (SSLSocket socket = connect()) {
            return shown(socket);
        }
    }

    private static Certificate shown(SSLSocket socket) throws IOException {
        return socket.getSession().getPeerCertificates()[0];
    }

    /** The first line of an answer; what follows is read, too. */
    private static String statusOver(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /auth/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("{\"detail\":\"Not authenticated\"}") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as(answer.toString()).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString().strip();
    }

    @Test
    void aWebhookShowsItsOwnClientCertificateAndTheSessionsCookieIsSecure() throws Exception {
        try (RawReceiver receiver = new RawReceiver(
                receiverCertificate.serverSocketFor(ourCertificate),
                conversation -> conversation.say(RawReceiver.OK))) {
            String password = "correct horse of tls";
            JsonObject registered = post(
                    "/auth/register",
                    "{\"email\":\"ada@tls.example\",\"password\":\"" + password + "\",\"organization_name\":\"Tls\"}");
            String bearer = "Bearer " + registered.getString("access_token");
            String agent = post("/api/agents", "{\"name\":\"tls-bot\"}", "Authorization", bearer)
                    .getString("id");
            String apiKey = post("/api/api-keys", "{\"name\":\"tls-bot\"}", "Authorization", bearer)
                    .getString("key");
            post(
                    "/api/webhooks",
                    "{\"url\":\"" + receiver.url("https", "127.0.0.1") + "\",\"events\":[\"log.failed\"]}",
                    "Authorization",
                    bearer);
            post(
                    "/sdk/log",
                    "{\"agent_id\":\"" + agent + "\",\"action\":\"a.b\",\"status\":\"failed\",\"context\":{}}",
                    "X-API-Key",
                    apiKey);

            assertThat(receiver.request().body()).contains("log.failed");
            Answer session = api.post(
                            "/auth/session", "{\"email\":\"ada@tls.example\",\"password\":\"" + password + "\"}")
                    .expect(200);
            assertThat(session.header("set-cookie").orElseThrow())
                    .startsWith("__Host-agentwarden_session=")
                    .containsIgnoringCase("Secure")
                    .containsIgnoringCase("HttpOnly");
        }
    }

    private static JsonObject post(String path, String body, String... header) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", JSON));
        if (header.length > 0) {
            headers.put(header[0], header[1]);
        }
        Answer answer = api.send("POST", path, headers, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer.json();
    }

    @Test
    void aClientThatDripsItsHandshakeIsDisconnectedAndOnesThatSpeakNoTlsLeaveNothingInTheLog() throws Exception {
        long before = Files.readAllLines(server.log()).size();
        for (String noTls : List.of("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\n", "\u0016\u0003\u0001")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(noTls.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        byte[] hello = clientHello(TLS_1_1);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            List<Byte> sent = new ArrayList<>();
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                sent.add(hello[sent.size()]);
                return isClosedAfter(socket, sent.get(sent.size() - 1));
            });
            assertThat(sent).hasSizeLessThan(hello.length);
        }
        assertThat(Files.readAllLines(server.log()).stream().skip(before).filter(line -> !line.contains(" INFO ")))
                .as("lines beside those of unusable certificates")
                .allMatch(line -> line.contains("TLS goes on with"));
    }

    private static boolean isClosedAfter(Socket socket, byte next) throws IOException {
        try {
            socket.getOutputStream().write(next);
            socket.getOutputStream().flush();
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aKeyThatDoesNotBelongToTheCertificateEndsTheStartInOneLine() throws Exception {
        Path wrong = second.keyPem();
        AgentWardenServer.Setup setup = AgentWardenServer.named("tls-wrong-key")
                .with("AGENTWARDEN_DATABASE_URL", "")
                .with("AGENTWARDEN_HTTPS_PORT", Integer.toString(Ports.any()))
                .with("AGENTWARDEN_HTTPS_CERTIFICATE", first.pem().toString())
                .with("AGENTWARDEN_HTTPS_KEY", wrong.toString());

        for (String command : List.of("serve", "check")) {
            Finished ended = setup.create().finish(List.of(command));
            assertThat(ended.exitCode()).as(ended.output()).isEqualTo(78);
            assertThat(ended.output().lines().filter(line -> !line.startsWith("ok: ")))
                    .containsExactly("agentwarden.https.key: '" + wrong
                            + "' must be a PEM file that this user can read, with the private key (RSA or EC, without a"
                            + " password) of the first certificate in agentwarden.https.certificate");
        }
    }

    @Test
    void aCheckSaysThatThePortIsFreeAndTheFilesCanBeUsed() throws Exception {
        int free = Ports.any();
        AgentWardenServer.Setup setup = AgentWardenServer.named("tls-check")
                .with("AGENTWARDEN_DATABASE_URL", "")
                .with("AGENTWARDEN_HTTPS_PORT", Integer.toString(free))
                .with("AGENTWARDEN_HTTPS_CERTIFICATE", first.pem().toString())
                .with("AGENTWARDEN_HTTPS_KEY", first.keyPem().toString());

        Finished good = setup.create().finish(List.of("check"));
        assertThat(good.exitCode()).as(good.output()).isZero();
        assertThat(good.output())
                .contains(
                        "ok: port " + free + " of 127.0.0.1 is free for TLS",
                        "ok: certificate: CN=first, valid until 20");

        Finished taken = setup.with("AGENTWARDEN_HTTPS_PORT", Integer.toString(port))
                .create()
                .finish(List.of("check"));
        assertThat(taken.exitCode()).isEqualTo(1);
        assertThat(taken.output())
                .contains(
                        "agentwarden.http.address and agentwarden.https.port: can't listen on 127.0.0.1 port " + port);

        Finished alone = setup.with("AGENTWARDEN_HTTPS_KEY", "").create().finish(List.of("serve"));
        assertThat(alone.exitCode()).isEqualTo(78);
        assertThat(alone.output())
                .startsWith("agentwarden.https.key: '' must be set")
                .hasLineCount(1);
    }
}
