package org.agentwarden.webhooks.signing;

import java.security.SecureRandom;
import org.agentwarden.settings.WireNamed;

/** How an endpoint's webhooks are signed. */
public enum SignatureScheme implements WireNamed {
    /** {@code v1}: the receiver holds the same secret, and could sign as well. */
    HMAC,
    /** {@code v1a}: the receiver holds a public key that can only verify. */
    ED25519;

    /** A new secret of this scheme. */
    public SigningSecret generate(SecureRandom random) {
        return switch (this) {
            case HMAC -> HmacSecret.generate(random);
            case ED25519 -> Ed25519Secret.generate(random);
        };
    }
}
