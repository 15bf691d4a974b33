package org.agentwarden.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.settings.Egress.ClientCertificate;
import org.agentwarden.systems.SelfSigned;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFilesTest {

    private static final String CLIENT = "agentwarden.egress.client-certificate";
    private static final String TRUSTED = "agentwarden.egress.trusted-certificates";

    @TempDir
    private static Path directory;

    private static SelfSigned one = new SelfSigned(Path.of(""));

    @BeforeAll
    static void makeKeys() {
        one = SelfSigned.make(directory, "one", "dns:one.test");
    }

    @Test
    void aClientCertificateIsReadWithItsKey() throws Exception {
        ClientCertificate read = read(Map.of(
                        CLIENT, one.keyStore().toString(), CLIENT + "-password", SelfSigned.PASSWORD))
                .egress()
                .clientCertificate()
                .orElseThrow();

        String alias = read.keys().aliases().nextElement();
        assertThat(read.keys().getKey(alias, read.password().toCharArray())).isInstanceOf(PrivateKey.class);
        assertThat(read.toString()).doesNotContain(SelfSigned.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong"})
    void aClientCertificateThatDoesNotOpenStopsTheStart(String password) {
        assertThat(refusal(Map.of(CLIENT, one.keyStore().toString(), CLIENT + "-password", password)))
                .isEqualTo(CLIENT + ": '" + one.keyStore()
                        + "' must be a PKCS#12 file with a private key that opens with " + CLIENT + "-password");
    }

    @Test
    void aClientCertificateWithoutItsKeyStopsTheStart() throws Exception {
        assertThat(refusal(Map.of(CLIENT, one.pem().toString(), CLIENT + "-password", SelfSigned.PASSWORD)))
                .startsWith(CLIENT + ": '");
    }

    @Test
    void severalCertificatesInOneFileAreTrustedWhateverIsWrittenBetweenThem() throws Exception {
        String pem = Files.readString(one.pem());
        String rule = "-".repeat(60) + "\n";
        Path both = Files.writeString(
                directory.resolve("both.pem"),
                "# ours\n" + pem + rule + "subject=CN=one f\u00fcr uns\n" + rule + "\n" + pem + rule);

        assertThat(read(Map.of(TRUSTED, both.toString())).egress().trusted())
                .hasSize(2)
                .allSatisfy(certificate -> assertThat(
                                certificate.getSubjectX500Principal().getName())
                        .isEqualTo("CN=one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing of the kind",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            })
    void aFileWithoutCertificatesStopsTheStart(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("wrong.pem"), content);

        assertThat(refusal(Map.of(TRUSTED, file.toString())))
                .isEqualTo(TRUSTED + ": '" + file + "' must be a PEM file of certificates");
    }

    private static Settings read(Map<String, String> given) {
        return Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
    }

    private static String refusal(Map<String, String> given) {
        return catchThrowableOfType(InvalidSetting.class, () -> read(given)).getMessage();
    }
}
