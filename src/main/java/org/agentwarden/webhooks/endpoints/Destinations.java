package org.agentwarden.webhooks.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.security.SecretBox;
import org.agentwarden.webhooks.signing.SignatureScheme;
import org.agentwarden.webhooks.signing.SigningSecret;

/** Decrypts the secrets and headers of endpoints. */
@ApplicationScoped
public class Destinations {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(Destinations.class.getName()));

    @Inject
    private SecretBox secrets;

    @Inject
    private InstantSource clock;

    /** Empty when the key of its secrets is missing. */
    public Optional<Destination> of(WebhookEndpoint endpoint) {
        List<SigningSecret> signing = secretsOf(endpoint);
        return signing.isEmpty()
                ? Optional.empty()
                : headersOf(endpoint)
                        .map(headers -> new Destination(
                                URI.create(endpoint.url()),
                                signing,
                                headers.byName(),
                                endpoint.options().format()));
    }

    /** The secrets that sign now, without those whose key is missing. */
    public List<SigningSecret> secretsOf(WebhookEndpoint endpoint) {
        return endpoint.secrets().sealed(clock.instant()).stream()
                .flatMap(text -> open(endpoint, "signing secret", text, SigningSecret::parse).stream())
                .toList();
    }

    /** Empty when no secret can be decrypted. */
    Optional<SignatureScheme> schemeOf(WebhookEndpoint endpoint) {
        return secretsOf(endpoint).stream().map(SigningSecret::scheme).findFirst();
    }

    /** Empty when the key is missing. */
    public Optional<CustomHeaders> headersOf(WebhookEndpoint endpoint) {
        return endpoint.options()
                .sealedHeaders()
                .map(text -> open(endpoint, "headers", text, CustomHeaders::parse))
                .orElse(Optional.of(CustomHeaders.NONE));
    }

    private <T> Optional<T> open(WebhookEndpoint endpoint, String what, String sealed, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(secrets.open(sealed, endpoint.id())));
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.log(
                    Level.ERROR,
                    what,
                    () -> "The " + what + " of webhook " + endpoint.id() + " can not be opened: " + e);
            return Optional.empty();
        }
    }
}
