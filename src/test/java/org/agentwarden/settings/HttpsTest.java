package org.agentwarden.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.systems.SelfSigned;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsTest {

    private static final String PORT = "agentwarden.https.port";
    private static final String CERTIFICATE = "agentwarden.https.certificate";
    private static final String KEY = "agentwarden.https.key";

    private static final byte INTEGER = 0x02;
    private static final byte OCTET_STRING = 0x04;
    private static final byte SEQUENCE = 0x30;

    @TempDir
    private static Path directory;

    private static SelfSigned ec = new SelfSigned(Path.of(""));
    private static SelfSigned rsa = new SelfSigned(Path.of(""));

    @BeforeAll
    static void makeKeys() {
        ec = SelfSigned.make(directory, "ec", "dns:ec.test");
        rsa = SelfSigned.make(directory, "rsa", "dns:rsa.test", List.of("-keyalg", "RSA", "-keysize", "2048"));
    }

    @Test
    void withoutTheSettingsThereIsNoTls() {
        assertThat(read(Map.of()).https()).isEmpty();
        assertThat(read(Map.of(PORT, "off")).https()).isEmpty();
    }

    @Test
    void aCertificateIsReadWithItsKey() throws Exception {
        for (SelfSigned pair : List.of(ec, rsa)) {
            ServerCertificate read = load(pair.pem(), pair.keyPem());

            assertThat(read.chain()).containsExactly((X509Certificate) pair.certificate());
            assertThat(read.key()).isEqualTo(pair.privateKey());
            assertThat(read.warning()).isEmpty();
            assertThat(read).hasToString("ServerCertificate[" + read.description() + "]");
            assertThat(read.description()).startsWith("CN=").contains(", valid until 20");
        }
    }

    @Test
    void keysInTheOlderFormsAreRead() throws Exception {
        Path pkcs1 = write(SelfSigned.pem("RSA PRIVATE KEY", inner(rsa)));
        Path parameters = write(
                SelfSigned.pem("EC PARAMETERS", new byte[] {6, 1, 0}) + SelfSigned.pem("EC PRIVATE KEY", inner(ec)));

        assertThat(load(rsa.pem(), pkcs1).key()).isEqualTo(rsa.privateKey());
        assertThat(load(ec.pem(), parameters).key()).isEqualTo(ec.privateKey());
    }

    @Test
    void aChainBeginsWithTheCertificateAndGoesUp() throws Exception {
        SelfSigned authority =
                SelfSigned.make(directory, "chain", "dns:ca.test", List.of("-alias", "ca", "-ext", "bc:c"));
        Certificate root = authority.certificate();
        SelfSigned.make(
                directory, "chain", "dns:ec.test", List.of("-alias", "own", "-signer", "ca", "-dname", "CN=own"));
        KeyStore keys = KeyStore.getInstance(authority.keyStore().toFile(), SelfSigned.PASSWORD.toCharArray());
        String own = SelfSigned.pem("CERTIFICATE", keys.getCertificate("own").getEncoded());
        String ca = SelfSigned.pem("CERTIFICATE", root.getEncoded());
        Path key = write(SelfSigned.pem(
                "PRIVATE KEY",
                keys.getKey("own", SelfSigned.PASSWORD.toCharArray()).getEncoded()));

        assertThat(load(write(own + ca), key).chain())
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=own", "CN=chain");
        Path wrongOrder = write(ca + own);
        assertThat(refusalOfFiles(wrongOrder, key))
                .isEqualTo(CERTIFICATE + ": '" + wrongOrder + "' must be a PEM file of this server's certificate and"
                        + " those above it, each before that of its issuer");
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() throws Exception {
        SelfSigned other = SelfSigned.make(directory, "other", "dns:ec.test");

        for (SelfSigned wrong : List.of(other, rsa)) {
            assertThat(refusalOfFiles(ec.pem(), wrong.keyPem()))
                    .isEqualTo(KEY + ": '" + wrong.keyPem()
                            + "' must be a PEM file that this user can read, with the private key (RSA or EC, without a"
                            + " password) of the first certificate in " + CERTIFICATE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing of the kind",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nA*==\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMEEC\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMEEC\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMEEC\n-----END RSA PRIVATE KEY-----\n"
            })
    void aFileWithoutAKeyIsRefusedAndNotShown(String content) throws Exception {
        assertThat(refusalOfFiles(ec.pem(), write(content)))
                .startsWith(KEY + ": '" + directory)
                .doesNotContain("MEEC", "AAAA");
    }

    @Test
    void filesThatAreNotThereAreRefused() throws Exception {
        Path missing = directory.resolve("missing.pem");

        assertThat(refusalOfFiles(missing, ec.keyPem()))
                .isEqualTo(CERTIFICATE + ": '" + missing + "' must be a PEM file of certificates");
        assertThat(refusalOfFiles(ec.pem(), missing)).startsWith(KEY + ": '" + missing + "' must be a PEM file");
    }

    @Test
    void aCertificateThatHasExpiredOrIsNotValidYetIsReadWithAWarning() throws Exception {
        SelfSigned old =
                SelfSigned.make(directory, "old", "dns:ec.test", List.of("-startdate", "-3d", "-validity", "1"));
        SelfSigned early =
                SelfSigned.make(directory, "early", "dns:ec.test", List.of("-startdate", "+3d", "-validity", "1"));

        assertThat(load(old.pem(), old.keyPem()).warning())
                .get()
                .asString()
                .startsWith("the certificate has expired: CN=old,");
        assertThat(load(early.pem(), early.keyPem()).warning())
                .get()
                .asString()
                .startsWith("the certificate is not valid before 20");
    }

    @ParameterizedTest
    @CsvSource({
        "'8443', '', ''",
        "'8443', 'a.pem', ''",
        "'8443', '', 'a.key'",
        "'', 'a.pem', ''",
        "'', 'a.pem', 'a.key'",
        "'off', '', 'a.key'"
    })
    void theThreeSettingsGoTogether(String port, String certificate, String key) {
        assertThat(refusal(Map.of(PORT, port, CERTIFICATE, certificate, KEY, key)))
                .endsWith(" must be set, as " + PORT + ", " + CERTIFICATE + " and " + KEY + " go together");
    }

    @Test
    void thePortsDifferAndThePublicUrlIsOneOfTls() {
        Map<String, String> given = new HashMap<>(Map.of(PORT, "8080", CERTIFICATE, "a.pem", KEY, "a.key"));
        assertThat(refusal(given)).isEqualTo(PORT + ": '8080' must be another port than agentwarden.http.port");

        given.put(PORT, "8443");
        given.put("agentwarden.public-url", "http://warden.example");
        assertThat(refusal(given))
                .isEqualTo("agentwarden.public-url: '...' must be an https URL while " + PORT + " is set");

        given.put("agentwarden.public-url", "https://warden.example/");
        assertThat(read(given).url()).isEqualTo("https://warden.example");
    }

    @Test
    void theServersOwnAddressIsThatOfTls() {
        assertThat(read(Map.of()).url()).isEqualTo("http://127.0.0.1:8080");
        assertThat(read(Map.of(PORT, "8443", CERTIFICATE, "a.pem", KEY, "a.key"))
                        .url())
                .isEqualTo("https://127.0.0.1:8443");
        assertThat(new Https(443, Path.of("a.pem"), Path.of("a.key")).origin("warden.example"))
                .isEqualTo("https://warden.example");
    }

    @Test
    void aServerThatListensAtAllAddressesIsFoundAtThisMachine() {
        assertThat(read(Map.of("agentwarden.http.address", "0.0.0.0")).url()).isEqualTo("http://localhost:8080");
        assertThat(read(Map.of("agentwarden.http.address", "::")).url()).isEqualTo("http://localhost:8080");
        assertThat(read(Map.of("agentwarden.http.address", "::1")).url()).isEqualTo("http://[::1]:8080");
    }

    /** What PKCS#8 wraps: the key in the older form. */
    private static byte[] inner(SelfSigned pair) throws Exception {
        ByteBuffer info = element(ByteBuffer.wrap(pair.privateKey().getEncoded()), SEQUENCE);
        element(info, INTEGER);
        element(info, SEQUENCE);
        ByteBuffer key = element(info, OCTET_STRING);
        byte[] bytes = new byte[key.remaining()];
        key.get(bytes);
        return bytes;
    }

    /** The content of the next element, which is passed over. */
    private static ByteBuffer element(ByteBuffer der, byte tag) {
        assertThat(der.get()).isEqualTo(tag);
        int length = der.get() & 0xFF;
        if (length == 0x81) {
            length = der.get() & 0xFF;
        } else if (length == 0x82) {
            length = der.getShort() & 0xFFFF;
        }
        ByteBuffer content = der.slice(der.position(), length);
        der.position(der.position() + length);
        return content;
    }

    private static Path write(String content) throws Exception {
        return Files.writeString(Files.createTempFile(directory, "written", ".pem"), content);
    }

    private static ServerCertificate load(Path certificate, Path key) {
        return new Https(8443, certificate, key).load();
    }

    private static String refusalOfFiles(Path certificate, Path key) {
        return catchThrowableOfType(InvalidSetting.class, () -> load(certificate, key))
                .getMessage();
    }

    private static Settings read(Map<String, String> given) {
        return Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
    }

    private static String refusal(Map<String, String> given) {
        return catchThrowableOfType(InvalidSetting.class, () -> read(given)).getMessage();
    }
}
