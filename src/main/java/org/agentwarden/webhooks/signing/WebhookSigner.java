package org.agentwarden.webhooks.signing;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Signs requests as Standard Webhooks 1.0 says. */
public final class WebhookSigner {

    private WebhookSigner() {}

    /**
     * The value of the {@code webhook-signature} header: one signature per secret, separated by spaces.
     *
     * @param secrets at least one
     * @see SigningSecret#sign
     */
    public static String sign(List<SigningSecret> secrets, String id, Instant at, String body) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("no secret to sign with");
        }
        return secrets.stream().map(secret -> secret.sign(id, at, body)).collect(Collectors.joining(" "));
    }
}
