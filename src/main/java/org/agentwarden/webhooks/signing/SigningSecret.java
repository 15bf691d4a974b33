package org.agentwarden.webhooks.signing;

import java.security.SecureRandom;
import java.util.Base64;

/** The secret that signs the webhooks of one endpoint: {@code whsec_} and 24 to 64 random bytes in base64. */
public final class SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final int NEW_BYTES = 32;
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final String text;

    private SigningSecret(String text) {
        this.text = text;
    }

    public static SigningSecret generate(SecureRandom random) {
        byte[] bytes = new byte[NEW_BYTES];
        random.nextBytes(bytes);
        return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Reads a secret from its text.
     *
     * @throws IllegalArgumentException when the text is not such a secret
     */
    public static SigningSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a signing secret begins with " + PREFIX);
        }
        int length = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
        if (length < LEAST_BYTES || length > MOST_BYTES) {
            throw new IllegalArgumentException("a signing secret has 24 to 64 bytes");
        }
        return new SigningSecret(text);
    }

    /** The whole secret: for its owner, once, and for signing. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "SigningSecret[hidden]";
    }
}
