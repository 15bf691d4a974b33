package org.agentwarden.webhooks.signing;

import java.security.SecureRandom;

/** How an endpoint's webhooks are signed. */
public enum SignatureScheme {
    /** {@code v1}: the receiver holds the same secret, and could sign as well. */
    HMAC("hmac") {
        @Override
        public SigningSecret generate(SecureRandom random) {
            return HmacSecret.generate(random);
        }
    },
    /** {@code v1a}: the receiver holds a public key that can only verify. */
    ED25519("ed25519") {
        @Override
        public SigningSecret generate(SecureRandom random) {
            return Ed25519Secret.generate(random);
        }
    };

    private final String wireName;

    SignatureScheme(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** A new secret of this scheme. */
    public abstract SigningSecret generate(SecureRandom random);
}
