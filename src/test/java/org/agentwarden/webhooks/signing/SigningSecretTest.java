package org.agentwarden.webhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {

    @Test
    void aGeneratedSecretHasThirtyTwoBytesAndReadsBack() {
        SigningSecret secret = SignatureScheme.HMAC.generate(new SecureRandom());

        assertThat(secret.reveal()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.reveal().substring("whsec_".length())))
                .hasSize(32);
        assertThat(SigningSecret.parse(secret.reveal()).reveal()).isEqualTo(secret.reveal());
    }

    @Test
    void twoGeneratedSecretsDiffer() {
        SecureRandom random = new SecureRandom();

        assertThat(SignatureScheme.HMAC.generate(random).reveal())
                .isNotEqualTo(SignatureScheme.HMAC.generate(random).reveal());
    }

    @Test
    void aSecretDoesNotShowItself() {
        SigningSecret secret = SignatureScheme.HMAC.generate(new SecureRandom());

        assertThat(secret.toString()).doesNotContain(secret.reveal().substring("whsec_".length()));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 64})
    void lengthsFromTwentyFourToSixtyFourBytesAreAccepted(int bytes) {
        assertThat(SigningSecret.parse(text(bytes)).reveal()).isEqualTo(text(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 65, 1000})
    void otherLengthsAreRefused(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningSecret.parse(text(bytes)))
                .withMessageContaining("24 to 64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_not base64 !"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.parse(text));
    }

    private static String text(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
