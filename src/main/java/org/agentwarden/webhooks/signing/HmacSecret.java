package org.agentwarden.webhooks.signing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/** A secret that signs by HMAC-SHA256: {@code whsec_} and 24 to 64 random bytes in base64. */
final class HmacSecret implements SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final int NEW_BYTES = 32;
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final String text;

    private HmacSecret(String text) {
        this.text = text;
    }

    static HmacSecret generate(SecureRandom random) {
        byte[] bytes = new byte[NEW_BYTES];
        random.nextBytes(bytes);
        return new HmacSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    static HmacSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a signing secret begins with " + PREFIX);
        }
        int length = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
        if (length < LEAST_BYTES || length > MOST_BYTES) {
            throw new IllegalArgumentException("a signing secret has 24 to 64 bytes");
        }
        return new HmacSecret(text);
    }

    @Override
    public SignatureScheme scheme() {
        return SignatureScheme.HMAC;
    }

    @Override
    public String reveal() {
        return text;
    }

    @Override
    public String sign(String id, Instant at, String body) {
        try {
            return new Webhook(text).sign(id, at.getEpochSecond(), body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("Can't sign webhook " + id, e);
        }
    }

    @Override
    public String toString() {
        return "HmacSecret[hidden]";
    }
}
