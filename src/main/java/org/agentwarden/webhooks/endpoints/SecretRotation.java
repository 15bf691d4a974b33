package org.agentwarden.webhooks.endpoints;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.SecretBox;
import org.agentwarden.webhooks.endpoints.Endpoints.Created;
import org.agentwarden.webhooks.signing.SignatureScheme;
import org.agentwarden.webhooks.signing.SigningSecret;

/** Replaces the secrets that sign webhooks. */
@Stateless
public class SecretRotation {

    private static final Duration OVERLAP = Duration.ofHours(24);
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private Endpoints endpoints;

    @Inject
    private Destinations destinations;

    @Inject
    private SecretBox secrets;

    @Inject
    private Event<EndpointChanged> changed;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /**
     * Gives the endpoint another secret. For a day the old one signs beside it, so that receivers can change over.
     *
     * @param scheme of the secret that is made when the caller has brought none along; as before when it is empty
     * @param own a secret that the caller has brought along
     * @throws NotFound when the organization has no such endpoint
     * @throws Conflict when too many of its secrets are still in use
     */
    public Created rotate(
            String organizationId, String id, Optional<SignatureScheme> scheme, Optional<SigningSecret> own) {
        WebhookEndpoint endpoint = endpoints.hold(organizationId, id);
        SigningSecret secret = own.orElseGet(() -> scheme.or(() -> destinations.schemeOf(endpoint))
                .orElse(SignatureScheme.HMAC)
                .generate(RANDOM));
        Instant now = clock.instant();
        endpoint.secrets().rotate(secrets.seal(secret.reveal(), endpoint.id()), now.plus(OVERLAP), now);
        endpoint.changed(now);
        changed.fire(new EndpointChanged(organizationId, id));
        changes.raise(
                ChangeKind.WEBHOOK_SECRET_ROTATED,
                endpoint.subject(),
                JsonBuilder.of()
                        .text("signature", secret.scheme().wireName())
                        .time("old_secret_until", now.plus(OVERLAP))
                        .build());
        return new Created(endpoint, secret);
    }
}
