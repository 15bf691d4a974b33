package org.agentwarden.webhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519SecretTest {

    /** RFC 8032, 7.1, test 3. */
    private static final String PRIVATE = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7";

    private static final String PUBLIC = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";

    @Test
    void theKeysOfTheRfcAreReadAndTheirPublicHalfIsTold() {
        SigningSecret secret = SigningSecret.parse(text(PRIVATE + PUBLIC));

        assertThat(secret.scheme()).isEqualTo(SignatureScheme.ED25519);
        assertThat(secret.publicKey())
                .contains("whpk_"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(PUBLIC)));
        assertThat(secret.reveal()).isEqualTo(text(PRIVATE + PUBLIC));
    }

    @Test
    void aSignatureIsThatOfAnotherImplementation() {
        SigningSecret secret = SigningSecret.parse(text(PRIVATE + PUBLIC));

        // By Python's package "cryptography", over msg_1.1614265330.{"test": 1}
        assertThat(secret.sign("msg_1", Instant.ofEpochSecond(1614265330), "{\"test\": 1}"))
                .isEqualTo(
                        "v1a,uH/mP1SamiJEWQNddSaIp6udAdoch81hOAL2VWbIt0MeGZ3fk03GMlQRYn3eH45DxlVGKSwhPNg1ppmnXDezAQ==");
    }

    /** Often enough that both signs of x, and a y that begins with zeros, come up. */
    @RepeatedTest(20)
    void aGeneratedKeyReadsBackAsAPair() {
        SigningSecret secret = SignatureScheme.ED25519.generate(new SecureRandom());

        assertThat(SigningSecret.parse(secret.reveal()).publicKey()).isEqualTo(secret.publicKey());
    }

    @Test
    void aKeyDoesNotShowItself() {
        SigningSecret secret = SignatureScheme.ED25519.generate(new SecureRandom());

        assertThat(secret.toString()).doesNotContain(secret.reveal().substring("whsk_".length()));
    }

    @Test
    void halvesOfDifferentKeysAreRefused() {
        byte[] one = bytes(SignatureScheme.ED25519.generate(new SecureRandom()));
        byte[] other = bytes(SignatureScheme.ED25519.generate(new SecureRandom()));
        System.arraycopy(other, 32, one, 32, 32);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SigningSecret.parse("whsk_" + Base64.getEncoder().encodeToString(one)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 63, 65})
    void otherLengthsAreRefused(int length) {
        String text = "whsk_" + Base64.getEncoder().encodeToString(new byte[length]);

        assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.parse(text));
    }

    @Test
    void zerosAndWhatIsNoPointAreRefused() {
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xFF);

        assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.parse("whsk_" + encode(new byte[64])));
        assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.parse("whsk_" + encode(ones)));
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(SigningSecret secret) {
        return Base64.getDecoder().decode(secret.reveal().substring("whsk_".length()));
    }

    private static String text(String hex) {
        return "whsk_" + encode(HexFormat.of().parseHex(hex));
    }
}
