package org.agentwarden.webhooks.signing;

import java.time.Instant;
import java.util.Optional;

/** A secret that signs webhooks, by one of the two schemes of Standard Webhooks 1.0. */
public sealed interface SigningSecret permits HmacSecret, Ed25519Secret {

    /**
     * Reads a secret from its text.
     *
     * @throws IllegalArgumentException when the text is neither {@code whsec_} nor {@code whsk_} and what belongs there
     */
    static SigningSecret parse(String text) {
        return text.startsWith(Ed25519Secret.PREFIX) ? Ed25519Secret.parse(text) : HmacSecret.parse(text);
    }

    SignatureScheme scheme();

    /** The whole secret as text. */
    String reveal();

    /** {@code whpk_} and the key that verifies; empty when only the secret itself verifies. */
    Optional<String> publicKey();

    /**
     * One signature of the {@code webhook-signature} header, with its version before it.
     *
     * @param id the value of the {@code webhook-id} header
     * @param at the time in the {@code webhook-timestamp} header; only its whole seconds count
     * @param body exactly what is sent
     */
    String sign(String id, Instant at, String body);
}
