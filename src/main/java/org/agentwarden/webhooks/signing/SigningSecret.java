package org.agentwarden.webhooks.signing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /**
     * The value of the {@code webhook-signature} header: one signature per secret, separated by spaces.
     *
     * @param secrets at least one
     * @see #sign
     */
    static String signatures(List<SigningSecret> secrets, String id, Instant at, String body) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("no secret to sign with");
        }
        return secrets.stream().map(secret -> secret.sign(id, at, body)).collect(Collectors.joining(" "));
    }

    SignatureScheme scheme();

    /** The whole secret as text. */
    String reveal();

    /** {@code whpk_} and the key that verifies; empty when only the secret itself verifies. */
    default Optional<String> publicKey() {
        return Optional.empty();
    }

    /**
     * One signature of the {@code webhook-signature} header, with its version before it.
     *
     * @param id the value of the {@code webhook-id} header
     * @param at the time in the {@code webhook-timestamp} header; only its whole seconds count
     * @param body exactly what is sent
     */
    String sign(String id, Instant at, String body);
}
