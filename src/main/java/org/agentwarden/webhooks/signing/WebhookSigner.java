package org.agentwarden.webhooks.signing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Signs requests as Standard Webhooks 1.0 says. */
public final class WebhookSigner {

    private WebhookSigner() {}

    /**
     * The value of the {@code webhook-signature} header: one signature per secret, separated by spaces.
     *
     * @param secrets at least one
     * @param id the value of the {@code webhook-id} header
     * @param at the time in the {@code webhook-timestamp} header; only its whole seconds count
     * @param body exactly what is sent
     */
    public static String sign(List<SigningSecret> secrets, String id, Instant at, String body) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("no secret to sign with");
        }
        List<String> signatures = new ArrayList<>();
        for (SigningSecret secret : secrets) {
            try {
                signatures.add(new Webhook(secret.reveal()).sign(id, at.getEpochSecond(), body));
            } catch (EmptyWebhookSecretException | WebhookSigningException e) {
                throw new IllegalStateException("Can't sign webhook " + id, e);
            }
        }
        return String.join(" ", signatures);
    }
}
