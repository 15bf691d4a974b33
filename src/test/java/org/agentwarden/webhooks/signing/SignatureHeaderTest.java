package org.agentwarden.webhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureHeaderTest {

    private static final SigningSecret SECRET = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    @Test
    void theVectorOfTheSpecificationIsReproduced() {
        String signature = SigningSecret.signatures(
                List.of(SECRET), ID, Instant.ofEpochSecond(1614265330), "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void fractionsOfASecondDoNotCount() {
        Instant second = Instant.ofEpochSecond(1614265330);

        assertThat(SigningSecret.signatures(List.of(SECRET), ID, second.plusMillis(999), "{}"))
                .isEqualTo(SigningSecret.signatures(List.of(SECRET), ID, second, "{}"));
    }

    @Test
    void aReceiverWithEitherSecretOfARotationVerifiesTheMessage() {
        SigningSecret next = SignatureScheme.HMAC.generate(new SecureRandom());
        Instant now = Instant.now();
        String body = "{\"name\":\"Zoë 🦊\"}";
        String signatures = SigningSecret.signatures(List.of(next, SECRET), ID, now, body);

        assertThat(signatures.split(" ", -1)).hasSize(2).allMatch(signature -> signature.startsWith("v1,"));
        assertThatCode(() -> new Webhook(next.reveal()).verify(body, headers(now, signatures)))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Webhook(SECRET.reveal()).verify(body, headers(now, signatures)))
                .doesNotThrowAnyException();
    }

    @Test
    void aReceiverRefusesAChangedBody() {
        Instant now = Instant.now();
        String signatures = SigningSecret.signatures(List.of(SECRET), ID, now, "{\"amount\":1}");

        assertThatThrownBy(() -> new Webhook(SECRET.reveal()).verify("{\"amount\":2}", headers(now, signatures)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void nothingIsSentUnsigned() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningSecret.signatures(List.of(), ID, Instant.EPOCH, "{}"));
    }

    private static Map<String, List<String>> headers(Instant at, String signatures) {
        return Map.of(
                "webhook-id", List.of(ID),
                "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())),
                "webhook-signature", List.of(signatures));
    }
}
